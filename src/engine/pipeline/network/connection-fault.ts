import { certificateFault } from './certificate-fault.ts';
import { NotPlainHttp } from './plain-request.ts';
import { ProxyFault } from './proxy-fault.ts';

/** Why a server could not be reached, or did not answer to the end. */
export interface ConnectionFault {
  /** A part of a sentence, without an address, a key or words of the server. */
  readonly reason: string;
  /** What to do, where more can be said than to check the network. */
  readonly hint: string | undefined;
  /** Whether it took too long. */
  readonly timedOut: boolean;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers at its address',
  ENOTFOUND: 'its name was not found; this computer may be offline',
  EAI_AGAIN: 'its name was not found; this computer may be offline',
  EHOSTUNREACH: 'this network has no route to it',
  ENETUNREACH: 'this network has no route to it',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_HEADERS_TIMEOUT: 'the answer timed out',
  UND_ERR_BODY_TIMEOUT: 'the answer timed out',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
};

/** With these there never was a connection. */
const NEVER_CONNECTED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** What an error of `outgoingFetch` means. */
export function connectionFault(error: unknown): ConnectionFault {
  const told = causesOf(error).find((cause) => cause instanceof ProxyFault || cause instanceof NotPlainHttp);
  if (told) return { reason: told.message, hint: told.hint, timedOut: false };
  // Its error has no code.
  if (causesOf(error).some(({ message }) => message === 'redirect count exceeded')) {
    return { reason: 'it redirects without end', hint: 'Check its address.', timedOut: false };
  }
  const code = codeOf(error);
  const certificate = code === undefined ? undefined : certificateFault(code);
  if (certificate) return { ...certificate, timedOut: false };
  const known = code === undefined ? undefined : REASONS[code];
  const reason = known ?? (code === undefined ? 'the connection failed' : `the connection failed (${code})`);
  return { reason, hint: undefined, timedOut: reason.endsWith('timed out') };
}

/** Whether the server can have got nothing of the request. */
export function neverSent(error: unknown): boolean {
  if (causesOf(error).some((cause) => cause instanceof ProxyFault)) return true;
  const code = codeOf(error);
  return code !== undefined && (NEVER_CONNECTED.includes(code) || certificateFault(code) !== undefined);
}

/** The code of the system's error at the bottom, such as `ECONNRESET`. */
function codeOf(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return undefined;
}

function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 10; cause = cause.cause) causes.push(cause);
  return causes;
}
