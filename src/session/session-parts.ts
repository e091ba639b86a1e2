import { setImmediate } from 'node:timers/promises';
import type { EngineOutput, Output, OutputContext } from '../engine/pipeline/output.ts';

type Result = IteratorResult<EngineOutput, unknown>;

/**
 * An output that runs once for each part of a run, from `begin` to `end`, and gets nothing between them. Whoever ends a part
 * waits until what belongs to it was told.
 */
export class SessionParts implements Output {
  readonly name: Output['name'];
  readonly policy: Output['policy'];
  readonly #output: Output;
  #isOpen = false;
  #onTurn: () => void = () => undefined;

  constructor(output: Output) {
    this.name = output.name;
    this.policy = output.policy;
    this.#output = output;
  }

  /** What is told from now on is a part. */
  begin(): void {
    this.#turn(true);
  }

  /** The part is over. */
  end(): void {
    this.#turn(false);
  }

  async run(events: AsyncIterable<EngineOutput>, context: OutputContext): Promise<void> {
    const reader = new PartReader(events, (isOpen) => this.#until(isOpen));
    while (!reader.isOver()) {
      await reader.drop();
      if (!reader.isOver()) await this.#output.run(reader.part(), context);
    }
  }

  #turn(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#onTurn();
  }

  async #until(isOpen: boolean): Promise<void> {
    while (this.#isOpen !== isOpen) {
      await new Promise<void>((resolve) => {
        this.#onTurn = resolve;
      });
    }
  }
}

/** Reads events one by one, as far as somebody wants them. */
class PartReader {
  readonly #events: AsyncIterator<EngineOutput>;
  readonly #until: (isOpen: boolean) => Promise<void>;
  /** Asked for, and nobody has got it yet. */
  #next: Promise<Result> | undefined;
  #isOver = false;

  constructor(events: AsyncIterable<EngineOutput>, until: (isOpen: boolean) => Promise<void>) {
    this.#events = events[Symbol.asyncIterator]();
    this.#until = until;
  }

  /** Whether no more events come. A method, because the compiler does not see that it changes during an `await`. */
  isOver(): boolean {
    return this.#isOver;
  }

  /** Drops what is told until a part begins. */
  async drop(): Promise<void> {
    const between = this.#readUntil(true);
    while ((await between.next()).done !== true);
  }

  /** What is told until the part ends. */
  part(): AsyncIterable<EngineOutput> {
    return this.#readUntil(false);
  }

  async *#readUntil(isOpen: boolean): AsyncGenerator<EngineOutput, void, undefined> {
    const turned = this.#until(isOpen);
    for (;;) {
      const next = (this.#next ??= this.#events.next());
      const result = (await Promise.race([turned, next])) ?? (isOpen ? undefined : await waiting(next));
      if (!result) return;
      this.#next = undefined;
      this.#isOver = result.done === true;
      if (result.done === true) return;
      yield result.value;
    }
  }
}

/** What was told before the end of a part, and waits for an output that is slow, still belongs to it. */
async function waiting(next: Promise<Result>): Promise<Result | undefined> {
  return Promise.race([next, setImmediate(undefined)]);
}
