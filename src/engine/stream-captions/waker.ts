import type { StageContext } from '../pipeline/stage.ts';

/** Lets one part of an output wait for what another part tells, or for a time. */
export class Waker {
  #isTold = false;
  #tell: (() => void) | undefined;

  /** Ends the wait; the next one at once where nobody waits. */
  wake(): void {
    this.#isTold = true;
    this.#tell?.();
  }

  /** Resolves once `wake` is called, `ms` milliseconds have passed, or the signal aborts. @param ms for ever when undefined. */
  async wait(ms: number | undefined, { clock, signal }: Pick<StageContext, 'clock' | 'signal'>): Promise<void> {
    if (!this.#isTold && !signal.aborted) {
      const over = new AbortController();
      const told = new Promise<void>((resolve) => {
        this.#tell = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
      });
      await Promise.race(ms === undefined ? [told] : [told, clock.sleep(ms, over.signal)]);
      over.abort();
      this.#tell = undefined;
    }
    this.#isTold = false;
  }
}
