import { EngineError } from '../errors.ts';

/**
 * What a full channel does with one more item:
 * - `drop-oldest`: the oldest waiting item goes (live audio: the newest sound matters);
 * - `refuse`: nothing may be lost, so `push` throws (finals).
 */
type FullPolicy = 'drop-oldest' | 'refuse';

interface ChannelOptions<T> {
  /** How many items may wait. */
  readonly capacity: number;
  readonly whenFull: FullPolicy;
  /** An item replaces the waiting one with the same key at once; `undefined` means: never replaced. */
  readonly conflateKey?: (item: T) => string | undefined;
  /** Told of every item that is dropped or replaced, so that each loss is counted. */
  readonly onDrop?: (item: T) => void;
}

/**
 * A queue between a producer that never waits and one reader. All loss between stages happens here, by a named policy,
 * and is counted by `onDrop`.
 */
export class BoundedChannel<T> {
  readonly #options: ChannelOptions<T>;
  readonly #items: T[] = [];
  #wakeReader: (() => void) | undefined;
  #closed = false;
  #failure: Error | undefined;

  constructor(options: ChannelOptions<T>) {
    this.#options = options;
  }

  /** How many items wait. */
  get size(): number {
    return this.#items.length;
  }

  /** Adds an item. A closed channel ignores it. */
  push(item: T): void {
    if (this.#closed) return;
    const { capacity, whenFull, conflateKey, onDrop } = this.#options;
    const key = conflateKey?.(item);
    if (key !== undefined) {
      const waiting = this.#items.findIndex((other) => conflateKey?.(other) === key);
      if (waiting !== -1) for (const replaced of this.#items.splice(waiting, 1)) onDrop?.(replaced);
    }
    if (this.#items.length >= capacity) {
      if (whenFull === 'refuse') {
        throw new EngineError('queue-overflow', `A queue that may lose nothing is full (${String(capacity)} items).`);
      }
      for (const oldest of this.#items.splice(0, 1)) onDrop?.(oldest);
    }
    this.#items.push(item);
    this.#wake();
  }

  /** Ends the channel: the reader gets what waits, then finishes. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** Ends the channel with an error, which the reader throws after what waits. */
  fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.close();
  }

  #wake(): void {
    this.#wakeReader?.();
    this.#wakeReader = undefined;
  }

  /** The items in order. Ends when the channel is closed and empty, or at once when `signal` aborts. One reader only. */
  async *read(signal: AbortSignal): AsyncGenerator<T, void, undefined> {
    const onAbort = (): void => {
      this.#wake();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      while (!signal.aborted) {
        if (this.#items.length > 0) {
          yield this.#items.shift() as T;
          continue;
        }
        if (this.#closed) {
          if (this.#failure !== undefined) throw this.#failure;
          return;
        }
        await new Promise<void>((resolve) => {
          this.#wakeReader = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}
