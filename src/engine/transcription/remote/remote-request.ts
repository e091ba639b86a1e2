import { limitedText } from '../../pipeline/limited-text.ts';
import { connectionFault } from '../../pipeline/network/connection-fault.ts';
import { outgoingFetch } from '../../pipeline/network/outgoing-fetch.ts';
import type { RemoteConfig } from './definition.ts';
import { RemoteError, refusal, unreachable, unreadable } from './remote-errors.ts';
import { withoutTrailing } from '../../../protocol/trailing.ts';

/** Far more than the text of half a minute of speech, with all that servers tell about it. */
const LONGEST_ANSWER_BYTES = 1_000_000;

/** How `fetch` calls a redirect that it does not follow; it has no code. */
const REDIRECT = 'unexpected redirect';

/** One request to the server. */
export interface RemoteRequest {
  /** Behind the base address, such as `/audio/transcriptions`. */
  readonly path: string;
  /** Sent by POST; GET without it. */
  readonly form?: FormData;
  readonly key: string | undefined;
}

/** Sends one request and gives its JSON answer. Throws a `RemoteError`, or the reason of `signal`. */
export async function requestJson(config: RemoteConfig, request: RemoteRequest, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await send(config, request, signal);
    const body = await readBody(config, response);
    if (!response.ok) throw refusal(config, response, namedFault(body));
    const type = response.headers.get('content-type') ?? 'nothing';
    if (!type.includes('json')) throw unreadable(config, `with ${type.split(';')[0] ?? ''} instead of JSON`);
    return parseJson(body) ?? failUnreadable(config);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RemoteError) throw error;
    throw isRedirect(error)
      ? unreachable(config, { reason: REDIRECT }, error)
      : unreachable(config, connectionFault(error), error);
  }
}

function send(config: RemoteConfig, { path, form, key }: RemoteRequest, signal: AbortSignal): Promise<Response> {
  return outgoingFetch(withoutTrailing(config.url, /\//u) + path, {
    method: form === undefined ? 'GET' : 'POST',
    headers: { accept: 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    // A redirected POST loses its body or its key.
    redirect: 'error',
    signal,
    ...(form === undefined ? {} : { body: form }),
  });
}

async function readBody(config: RemoteConfig, response: Response): Promise<string> {
  const text = await limitedText(response, LONGEST_ANSWER_BYTES);
  if (text === undefined) throw unreadable(config, 'with far more than a text');
  return text;
}

function failUnreadable(config: RemoteConfig): never {
  throw unreadable(config, 'with damaged JSON');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What the text says may be what the streamer said, so it goes into no message.
    return undefined;
  }
}

/** Which parameter or code an error answer names, in OpenAI's form. The text of the answer is not passed on. */
function namedFault(body: string): string | undefined {
  const answer = parseJson(body);
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
  const { error } = answer;
  if (typeof error !== 'object' || error === null) return undefined;
  const named = [
    'param' in error && typeof error.param === 'string' ? error.param : '',
    'code' in error && typeof error.code === 'string' ? error.code : '',
  ];
  return named.join(' ').trim();
}

function isRedirect(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.message === REDIRECT;
}
