import { silentLog } from '../../../../src/engine/log.ts';
import { BoundedChannel } from '../../../../src/engine/pipeline/bounded-channel.ts';
import type { Clock } from '../../../../src/engine/pipeline/clock.ts';
import type { EngineOutput, Output } from '../../../../src/engine/pipeline/output.ts';

/** An output at work, as the engine would have it. */
export class OutputRun {
  readonly #events = new BoundedChannel<EngineOutput>({ capacity: 100, whenFull: 'refuse' });
  readonly #stop = new AbortController();
  readonly done: Promise<void>;
  /** Captions that were left out. */
  skipped = 0;

  constructor(output: Output, clock: Clock) {
    const { signal } = this.#stop;
    const skipped = (count: number): void => void (this.skipped += count);
    this.done = output.run(this.#events.read(signal), { signal, clock, log: silentLog, skipped });
    // Whoever looks at it later sees it.
    this.done.catch(() => undefined);
  }

  tell(event: EngineOutput): void {
    this.#events.push(event);
  }

  /** Lets it finish. */
  async end(): Promise<void> {
    this.#events.close();
    await this.done;
  }

  /** Ends it at once. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.done.catch(() => undefined);
  }
}
