import { EngineError } from '../../errors.ts';
import type { OutgoingConnections } from '../../pipeline/network/outgoing-fetch.ts';
import { retryAfterMs } from '../../pipeline/retry-after.ts';

/** The head of an answer, kept because the client library tells neither the status nor `Retry-After` in its errors. */
export interface AnswerHead {
  status?: number;
  contentType?: string;
  retryAfterMs?: number;
}

/** What a request gets beyond what the client library lets one say. */
export interface RequestWire {
  /** Alone decides how long a request may take. */
  readonly signal: AbortSignal;
  readonly connections: OutgoingConnections;
  /** Filled in when the answer has come. */
  readonly head: AnswerHead;
}

/** The body of an answer goes on and on. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/** An answer is a few hundred bytes; the longest list of glossaries stays well below. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** What is used of the request that the library describes to its HTTP client. */
interface DescribedRequest {
  readonly baseURL: string;
  readonly url: string;
  readonly method: string;
  readonly headers: { toJSON(): Record<string, string> };
  readonly params?: URLSearchParams;
  readonly data?: string;
}

/**
 * Makes the requests of a client of deepl-node follow a signal, go the way of all our requests and show the head of their
 * answers. The library has no option for any of it, so this goes to the place where it describes a request to its HTTP
 * client, which has an option for who sends it.
 * @throws EngineError `internal` where the installed version of the library has no such place.
 */
export function hookRequests(client: object, wire: RequestWire): void {
  const { httpClient } = client as { httpClient?: { prepareRequest?: unknown } };
  const prepare = httpClient?.prepareRequest;
  if (httpClient === undefined || typeof prepare !== 'function') {
    throw new EngineError('internal', 'The installed version of deepl-node does not let a request be aborted.', {
      hint: 'Install the version of deepl-node that package.json names.',
      stage: 'translation',
    });
  }
  httpClient.prepareRequest = (...request: unknown[]): object => ({
    ...(prepare.apply(httpClient, request) as object),
    adapter: (described: DescribedRequest) => send(described, wire),
  });
}

async function send(request: DescribedRequest, { signal, connections, head }: RequestWire): Promise<object> {
  const { baseURL, url, method, headers, params, data } = request;
  const address = new URL(`${baseURL.replace(/\/+$/u, '')}/${url.replace(/^\/+/u, '')}`);
  // In a query, the plus sign of forms would be one of the text.
  address.search = String(params ?? '').replaceAll('+', '%20');
  const response = await connections.fetch(address, {
    method: method.toUpperCase(),
    headers: headers.toJSON(),
    // A redirect would send the key and the text somewhere else.
    redirect: 'manual',
    signal,
    ...(data === undefined ? {} : { body: data }),
  });
  head.status = response.status;
  head.contentType = response.headers.get('content-type') ?? '';
  const waitMs = retryAfterMs(response.headers.get('retry-after'));
  if (waitMs !== undefined) head.retryAfterMs = waitMs;
  return { status: response.status, headers: Object.fromEntries(response.headers), data: await textOf(response) };
}

async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const body: ReadableStream<Uint8Array> | null = response.body;
  for await (const piece of body ?? []) {
    length += piece.length;
    // Leaving the loop ends the connection.
    if (length > MAX_ANSWER_BYTES) throw new AnswerTooLong();
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
