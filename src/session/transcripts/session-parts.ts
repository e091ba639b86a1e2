import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../engine/pipeline/clock.ts';
import type { EngineOutput, Output, OutputContext } from '../../engine/pipeline/output.ts';

type Result = IteratorResult<EngineOutput, unknown>;

/** From `begin` to `end`, on the clock of the events. */
interface Part {
  readonly beganAtMs: number;
  /** Infinite while it goes on. */
  endedAtMs: number;
}

/**
 * An output that runs once for each part of a run, from `begin` to `end`, and gets nothing between them. Whoever ends a part
 * waits until what belongs to it was told. An output that fails in a part gets the rest of that part when it is run again, also
 * where another one has begun meanwhile: what was told has the time at which it was.
 */
export class SessionParts implements Output {
  readonly name: Output['name'];
  readonly policy: Output['policy'];
  readonly #output: Output;
  readonly #clock: Clock;
  /** Those that the output has not finished, oldest first. */
  readonly #parts: Part[] = [];
  #onTurn: () => void = () => undefined;

  /** @param clock that of the run. */
  constructor(output: Output, clock: Clock) {
    this.name = output.name;
    this.policy = output.policy;
    this.#output = output;
    this.#clock = clock;
  }

  /** Whether what is told now is part of one. */
  get isOpen(): boolean {
    return this.#parts.at(-1)?.endedAtMs === Number.POSITIVE_INFINITY;
  }

  /** What is told from now on is a part. */
  begin(): void {
    if (this.isOpen) return;
    this.#parts.push({ beganAtMs: this.#clock.nowMs(), endedAtMs: Number.POSITIVE_INFINITY });
    this.#onTurn();
  }

  /** The part is over. */
  end(): void {
    const part = this.#parts.at(-1);
    if (!part || !this.isOpen) return;
    part.endedAtMs = this.#clock.nowMs();
    this.#onTurn();
  }

  async run(events: AsyncIterable<EngineOutput>, context: OutputContext): Promise<void> {
    const reader = new PartReader(events, (isSo) => this.#until(isSo));
    while (!reader.isOver()) {
      const [part] = this.#parts;
      if (part) {
        await this.#output.run(reader.of(part), context);
        this.#parts.shift();
      } else await reader.dropUntil(() => this.#parts.length > 0);
    }
  }

  async #until(isSo: () => boolean): Promise<undefined> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.#onTurn = resolve;
      });
    }
    return undefined;
  }
}

/** Reads events one by one, as far as somebody wants them. */
class PartReader {
  readonly #events: AsyncIterator<EngineOutput>;
  readonly #until: (isSo: () => boolean) => Promise<undefined>;
  /** Asked for, and nobody has got it yet. */
  #next: Promise<Result> | undefined;
  #isOver = false;

  constructor(events: AsyncIterable<EngineOutput>, until: (isSo: () => boolean) => Promise<undefined>) {
    this.#events = events[Symbol.asyncIterator]();
    this.#until = until;
  }

  /** Whether no more events come. A method, because the compiler does not see that it changes during an `await`. */
  isOver(): boolean {
    return this.#isOver;
  }

  /** Drops what is told until something is so. */
  async dropUntil(isSo: () => boolean): Promise<void> {
    const so = this.#until(isSo);
    while (await this.#read(so)) this.#next = undefined;
  }

  /** What is told in a part. */
  async *of(part: Part): AsyncGenerator<EngineOutput, void, undefined> {
    const ended = this.#until(() => part.endedAtMs !== Number.POSITIVE_INFINITY);
    for (;;) {
      // What was told before the end, and waits for an output that is slow, still belongs to the part.
      const result = (await this.#read(ended)) ?? (await this.#waiting());
      if (!result || toldAtMs(result.value) > part.endedAtMs) return;
      this.#next = undefined;
      if (!(toldAtMs(result.value) < part.beganAtMs)) yield result.value;
    }
  }

  /** The next event; undefined where there is none any more, or `stop` resolves first. */
  async #read(stop: Promise<undefined>): Promise<IteratorYieldResult<EngineOutput> | undefined> {
    return this.#event(await Promise.race([stop, (this.#next ??= this.#events.next())]));
  }

  /** The next event, where it is there already. */
  async #waiting(): Promise<IteratorYieldResult<EngineOutput> | undefined> {
    if (this.#isOver) return undefined;
    return this.#event(await Promise.race([(this.#next ??= this.#events.next()), setImmediate(undefined)]));
  }

  #event(result: Result | undefined): IteratorYieldResult<EngineOutput> | undefined {
    if (result?.done !== true) return result;
    this.#isOver = true;
    return undefined;
  }
}

/** When it was told, on the clock of the run. Notices have no time and are of any part. */
function toldAtMs(event: EngineOutput): number {
  return event.type === 'status-notice' ? Number.NaN : event.timing.emittedAtMs;
}
