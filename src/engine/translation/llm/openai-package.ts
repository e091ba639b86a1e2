import type OpenAI from 'openai';
import type { LlmServer } from './llm-server.ts';
import { ConnectionFailed, ServerRefusal } from './server-failure.ts';
import { vendorFault } from './vendor-fault.ts';
import { wireFetch } from './wire-fetch.ts';

/** Timers of Node cannot be longer. Who asks says by a signal how long is too long. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;

/** What is used of the package `openai`. */
export interface OpenAiPackage {
  /** A client of the server, without retries and timeouts of its own. */
  readonly connect: (server: LlmServer) => OpenAI;
  /** The chunks of a streamed answer. */
  readonly events: (client: OpenAI, response: Response) => AsyncIterable<unknown>;
  /** Its errors as those of `server-failure.ts`; others as they are. */
  readonly toFailure: (error: unknown) => unknown;
}

/** Loads the package, which takes long enough that only those who use it should wait for it. */
export async function loadOpenAiPackage(): Promise<OpenAiPackage> {
  const { default: Client, APIConnectionError, APIError } = await import('openai');
  const { Stream } = await import('openai/streaming');
  const connect = (server: LlmServer): OpenAI =>
    new Client({
      baseURL: server.baseUrl,
      // It insists on a key; without one, no header is sent.
      apiKey: server.key ?? 'none',
      ...(server.key === undefined ? { defaultHeaders: { authorization: null } } : {}),
      // Else these are read from the environment and sent to any server.
      adminAPIKey: null,
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: NO_TIMEOUT_MS,
      fetch: wireFetch,
      // It would print answers that it cannot read.
      logLevel: 'off',
    });
  return {
    connect,
    // The controller only ends the stream; the connection ends with the signal that the request was sent with. Without
    // the client, which was told to be quiet, it would print what it cannot read.
    events: (client, response) => Stream.fromSSEResponse<unknown>(response, new AbortController(), client),
    toFailure: (error) => {
      if (error instanceof APIConnectionError) return new ConnectionFailed(error.message, { cause: error.cause });
      if (!(error instanceof APIError)) return error;
      return new ServerRefusal(vendorFault(error.status as number | undefined, error.error, error.headers as Headers));
    },
  };
}
