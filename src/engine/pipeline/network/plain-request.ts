import { limitedText } from '../limited-text.ts';

/** A server at an address with `http://` answered nothing that is http, or that it wants https. */
export class NotPlainHttp extends Error {
  override readonly name = 'NotPlainHttp';
  /** What to do, in one sentence. */
  readonly hint: string;

  /** @param message a part of a sentence. */
  constructor(message: string, hint: string, cause?: unknown) {
    super(message, { cause });
    this.hint = hint;
  }
}

const USE_HTTPS = 'Let its address begin with https://.';

/** What servers write in plain to those who ask without encryption: Go's, and nginx. */
const WANTS_HTTPS = /HTTP request (?:was sent )?to (?:an )?HTTPS (?:server|port)/iu;

/** Their answers are short, in bytes. */
const LONGEST_REFUSAL = 4096;

/** Whether a request goes without encryption. */
export function isPlain(address: string | URL): boolean {
  return new URL(address).protocol === 'http:';
}

/** @throws NotPlainHttp where the answer to a plain request says that the server wants https. */
export async function refuseWantsHttps(response: Response): Promise<void> {
  const length = Number(response.headers.get('content-length') ?? 0);
  if (response.status !== 400 || !response.body || length > LONGEST_REFUSAL) return;
  const text = await limitedText(response.clone(), LONGEST_REFUSAL);
  if (text !== undefined && WANTS_HTTPS.test(text)) throw new NotPlainHttp('it speaks https only', USE_HTTPS);
}

/** What the error of a plain request tells; undefined where it has nothing to do with https. */
export function plainFault(error: unknown): NotPlainHttp | undefined {
  const { cause } = error instanceof Error ? error : {};
  if (!(cause instanceof Error) || !('code' in cause)) return undefined;
  if (String(cause.code).startsWith('HPE_')) {
    return new NotPlainHttp('what answers does not speak http', `Check the port. ${USE_HTTPS}`, error);
  }
  // A server with https ends a connection that does not begin as one; others do it where they fail.
  const isUnanswered = cause.code === 'UND_ERR_SOCKET' && bytesReadBy(cause) === 0;
  if (!isUnanswered) return undefined;
  return new NotPlainHttp(
    'the connection broke off without an answer',
    'Where the server wants https, let its address begin with https://; else look at its log.',
    error,
  );
}

/** Of undici's error of a socket. */
function bytesReadBy(cause: object): unknown {
  const socket: unknown = 'socket' in cause ? cause.socket : undefined;
  return typeof socket === 'object' && socket !== null && 'bytesRead' in socket ? socket.bytesRead : undefined;
}
