/** What one request on the wire runs under. */
export interface WireScope extends Disposable {
  /** Ends with the signal of who asked, with the connection, and with the scope itself. */
  readonly signal: AbortSignal;
}

/** Opens scopes of requests and can end all of them. Holds on to no signal afterwards. */
export class WireScopes {
  readonly #open = new Set<AbortController>();

  /** Throws the reason of `signal` where it has aborted already. */
  enter(signal: AbortSignal): WireScope {
    signal.throwIfAborted();
    const controller = new AbortController();
    const onAbort = (): void => controller.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#open.add(controller);
    return {
      signal: controller.signal,
      [Symbol.dispose]: () => {
        signal.removeEventListener('abort', onAbort);
        this.#open.delete(controller);
        // Closes the socket of an answer that was not read to its end.
        controller.abort();
      },
    };
  }

  /** Ends all requests with the reason. */
  abortAll(reason: Error): void {
    for (const controller of this.#open) controller.abort(reason);
  }
}
