import { getEventListeners } from 'node:events';
import type { Clock } from '../../src/engine/pipeline/clock.ts';
import type { Child, ChildEnd, EndForce } from '../../src/engine/pipeline/supervised/child.ts';
import { SupervisedChild, type Loss } from '../../src/engine/pipeline/supervised/supervised-child.ts';

const FORCES: readonly EndForce[] = ['ask', 'terminate', 'kill'];

/** A child that does what the test says. */
export class ScriptedChild implements Child {
  readonly ended: Promise<ChildEnd>;
  /** What was done to end it. */
  readonly forces: EndForce[] = [];
  /** Ends it. */
  finish: (end: ChildEnd) => void = () => undefined;
  readonly #obeys: EndForce;

  /** @param obeys the least that ends it. */
  constructor(obeys: EndForce = 'kill') {
    this.#obeys = obeys;
    this.ended = new Promise((resolve) => (this.finish = resolve));
  }

  end(force: EndForce): void {
    this.forces.push(force);
    if (FORCES.indexOf(force) >= FORCES.indexOf(this.#obeys)) this.finish({ how: 'exited', code: 0 });
  }
}

/** A clock that knows how many sleep. */
export class CountedClock implements Clock {
  sleepers = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.sleepers += 1;
    await this.#clock.sleep(ms, signal);
    this.sleepers -= 1;
  }
}

/** A child under supervision, and all that was told of it. */
export class SupervisedRun {
  readonly supervised: SupervisedChild;
  readonly abort = new AbortController();
  readonly clock: CountedClock;
  /** Why it was lost, by each call; `stopped` where it was not. */
  readonly told: (Loss | 'stopped')[] = [];
  /** Resolves with the first of them. */
  readonly end: Promise<Loss | 'stopped'>;

  constructor(makeChild: (clock: Clock) => Child, clock: Clock, patienceMs?: number) {
    this.clock = new CountedClock(clock);
    let tell: (how: Loss | 'stopped') => void = () => undefined;
    this.end = new Promise((resolve) => (tell = resolve));
    this.supervised = new SupervisedChild(makeChild(this.clock), {
      clock: this.clock,
      signal: this.abort.signal,
      ...(patienceMs === undefined ? {} : { patienceMs }),
      onEnd: (loss) => {
        this.told.push(loss ?? 'stopped');
        tell(loss ?? 'stopped');
      },
    });
  }

  /** Timers and listeners that it has. */
  get left(): number {
    return this.clock.sleepers + getEventListeners(this.abort.signal, 'abort').length;
  }
}
