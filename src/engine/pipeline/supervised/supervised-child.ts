import type { Clock } from '../clock.ts';
import type { Child, ChildEnd } from './child.ts';
import { endChild } from './end-child.ts';
import { Watchdog } from './watchdog.ts';

/** Why a child is lost: it ended by itself, or was killed because it gave no sign of life for so long. */
export type Loss =
  { readonly type: 'ended'; readonly end: ChildEnd } | { readonly type: 'silent'; readonly silentMs: number };

interface SupervisedOptions {
  readonly clock: Clock;
  /** Kills it at once. */
  readonly signal?: AbortSignal;
  /**
   * How long it has to end by itself where it is stopped, in milliseconds, and again after it was told to. Without, it is
   * killed at once: nothing in it needs to be saved.
   */
  readonly patienceMs?: number;
  /**
   * Told once, in any case: why it was lost, or nothing where it was stopped. By then it is gone or being ended. Where
   * `signal` has aborted before, it is told inside of the constructor.
   */
  readonly onEnd: (loss: Loss | undefined) => void;
}

/** The watch on one process or thread from its start to its end. Afterwards nothing of it is left: no timer, no listener. */
export class SupervisedChild {
  readonly #child: Child;
  readonly #options: SupervisedOptions;
  readonly #over = new AbortController();
  readonly #onAbort = (): void => this.#finish(undefined, 0);
  #watch = new AbortController();
  #onSign: () => void = () => undefined;
  #gone: Promise<void> = Promise.resolve();

  constructor(child: Child, options: SupervisedOptions) {
    this.#child = child;
    this.#options = options;
    const { signal } = options;
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (signal?.aborted) this.#onAbort();
    void child.ended.then((end) => this.#finish({ type: 'ended', end }, 0));
  }

  /** Aborts when it was lost or stopped. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /**
   * From now on a sign of life is due, in place of what was due before: without one, it is lost.
   * @param firstMs how long that may take.
   * @param thenMs how long each further one may take; without, one is enough.
   */
  expectSign(firstMs: number, thenMs?: number): void {
    this.#watch.abort();
    if (this.over.aborted) return;
    const watch = (this.#watch = new AbortController());
    const onSilence = (silentMs: number): void => this.#finish({ type: 'silent', silentMs }, 0);
    const watchdog = new Watchdog({ clock: this.#options.clock, firstMs, thenMs: thenMs ?? firstMs, onSilence });
    this.#onSign = thenMs === undefined ? () => watch.abort() : () => watchdog.alive();
    void watchdog.watch(watch.signal);
  }

  /** It gave a sign of life. */
  alive(): void {
    this.#onSign();
  }

  /** Ends it. Resolves once it is gone; one that cannot be killed is not waited for. */
  async stop(): Promise<void> {
    this.#finish(undefined, this.#options.patienceMs ?? 0);
    await this.#gone;
  }

  #finish(loss: Loss | undefined, patienceMs: number): void {
    if (this.over.aborted) return;
    const { clock, signal, onEnd } = this.#options;
    signal?.removeEventListener('abort', this.#onAbort);
    this.#watch.abort();
    this.#over.abort();
    if (loss?.type !== 'ended') this.#gone = endChild(this.#child, { clock, patienceMs, signal });
    onEnd(loss);
  }
}
