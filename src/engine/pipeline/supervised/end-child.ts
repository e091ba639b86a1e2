import type { Clock } from '../clock.ts';
import type { Child } from './child.ts';

/** What is killed is gone within milliseconds; a process that hangs inside the kernel is not waited for. */
const EXIT_LIMIT_MS = 1000;

interface EndOptions {
  readonly clock: Clock;
  /**
   * How long it has to end once it was asked to, in milliseconds, and again once it was told to. With 0 it is killed at
   * once, also where it is stopped or stuck in native code.
   */
  readonly patienceMs: number;
  /** Ends the patience. */
  readonly signal?: AbortSignal | undefined;
}

/** Asks, then tells, then kills. Resolves once it is gone, within twice the patience and a second in any case. */
export async function endChild(child: Child, { clock, patienceMs, signal }: EndOptions): Promise<void> {
  const gone = new AbortController();
  void child.ended.then(() => gone.abort());
  if (patienceMs > 0) {
    const hurry = signal ? AbortSignal.any([gone.signal, signal]) : gone.signal;
    for (const force of ['ask', 'terminate'] as const) {
      if (hurry.aborted) break;
      child.end(force);
      await clock.sleep(patienceMs, hurry);
    }
  }
  if (gone.signal.aborted) return;
  child.end('kill');
  await clock.sleep(EXIT_LIMIT_MS, gone.signal);
}
