import { retry, type RetryPolicy } from '../../pipeline/retry.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { RemoteConfig } from './definition.ts';
import { RemoteError, unreachable } from './remote-errors.ts';
import { requestJson, type RemoteRequest } from './remote-request.ts';

const RETRIES: RetryPolicy = { attempts: 3, firstWaitMs: 250, longestWaitMs: 2000 };
const NO_RETRY: RetryPolicy = { ...RETRIES, attempts: 1 };

/** The connection to one server: its key, its timeout and its retries. */
export class RemoteServer {
  readonly config: RemoteConfig;
  readonly #key: string | undefined;
  readonly #clock: Clock;
  readonly #closing = new AbortController();

  constructor(config: RemoteConfig, key: string | undefined, clock: Clock) {
    this.config = config;
    this.#key = key;
    this.#clock = clock;
  }

  /** @param path behind the base address. */
  get(path: string): Promise<unknown> {
    return this.#run({ path, key: this.#key }, NO_RETRY, this.#closing.signal);
  }

  /** Sends a form. A final is tried again where that may help; a partial is not, because a newer one follows. */
  post(path: string, form: FormData, { final, signal }: { final: boolean; signal: AbortSignal }): Promise<unknown> {
    const either = AbortSignal.any([signal, this.#closing.signal]);
    return this.#run({ path, form, key: this.#key }, final ? RETRIES : NO_RETRY, either);
  }

  /** Ends all requests. */
  close(): void {
    this.#closing.abort(unreachable(this.config, { reason: 'the connection was closed' }));
  }

  /** The time limit is for all attempts together: what comes later is of no use. */
  async #run(request: RemoteRequest, policy: RetryPolicy, signal: AbortSignal): Promise<unknown> {
    const { timeoutMs } = this.config;
    const ended = new AbortController();
    const timeout = new AbortController();
    void this.#clock.sleep(timeoutMs, ended.signal).then(() => {
      if (!ended.signal.aborted)
        timeout.abort(unreachable(this.config, { reason: `no answer within ${timeoutMs} ms` }));
    });
    const either = AbortSignal.any([signal, timeout.signal]);
    let waitMs = 0;
    try {
      return await retry(
        async () => {
          if (waitMs > 0) await this.#clock.sleep(waitMs, either);
          either.throwIfAborted();
          return requestJson(this.config, request, either).catch((error: unknown) => {
            waitMs = error instanceof RemoteError ? (error.retryAfterMs ?? 0) : 0;
            throw error;
          });
        },
        policy,
        { signal: either, clock: this.#clock },
      );
    } finally {
      ended.abort();
    }
  }
}
