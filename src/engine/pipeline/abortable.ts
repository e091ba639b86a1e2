/**
 * `promise`, but rejected with the signal's reason as soon as it aborts, also where the work behind `promise` ignores the
 * signal. Keeps nothing alive on a long-lived signal afterwards.
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** The value of `promise`; undefined as soon as `signal` aborts. What `promise` does afterwards is ignored. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await abortable(promise, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
