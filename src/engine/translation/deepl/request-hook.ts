import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { EngineError } from '../../errors.ts';
import { retryAfterMs } from '../../pipeline/retry-after.ts';

/** The head of an answer, kept because the client library tells neither the status nor `Retry-After` in its errors. */
export interface AnswerHead {
  status?: number;
  contentType?: string;
  retryAfterMs?: number;
}

/** What a request gets beyond what the client library lets one say. */
export interface RequestWire {
  readonly signal: AbortSignal;
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  /** Filled in when the answer has come. */
  readonly head: AnswerHead;
}

/** An answer is a few hundred bytes; the longest list of glossaries stays well below. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

interface AnswerHeaders {
  get(name: string): unknown;
}

/**
 * Makes the requests of a client of deepl-node follow a signal, use our connections and show the head of their answers.
 * The library has no option for any of it, so this goes to the place where it describes a request to its HTTP client.
 * @throws EngineError `internal` where the installed version of the library has no such place.
 */
export function hookRequests(client: object, { signal, httpAgent, httpsAgent, head }: RequestWire): void {
  const { httpClient } = client as { httpClient?: { prepareRequest?: unknown } };
  const prepare = httpClient?.prepareRequest;
  if (httpClient === undefined || typeof prepare !== 'function') {
    throw new EngineError('internal', 'The installed version of deepl-node does not let a request be aborted.', {
      hint: 'Install the version of deepl-node that package.json names.',
      stage: 'translation',
    });
  }
  const wire = {
    signal,
    httpAgent,
    httpsAgent,
    // The signal alone decides how long a request may take.
    timeout: 0,
    // A redirect would send the key and the text somewhere else.
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    transformResponse: (body: unknown, headers: AnswerHeaders, status: number): unknown => {
      head.status = status;
      head.contentType = asText(headers.get('content-type'));
      const waitMs = retryAfterMs(headers.get('retry-after'));
      if (waitMs !== undefined) head.retryAfterMs = waitMs;
      return body;
    },
  };
  httpClient.prepareRequest = (...request: unknown[]): object => ({
    ...(prepare.apply(httpClient, request) as object),
    ...wire,
  });
}

function asText(header: unknown): string {
  return typeof header === 'string' ? header : '';
}
