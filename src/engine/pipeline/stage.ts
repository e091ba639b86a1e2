import type { Logger } from '../log.ts';
import type { Clock } from './clock.ts';

/** What every stage gets besides its input. `signal` ends the run. */
export interface StageContext {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * A step of the pipeline: an async generator over its input. It ends when its input ends or when the signal aborts, and
 * cleans up in `finally`, which `break` and errors of the consumer run as well.
 */
export type Stage<In, Out> = (input: AsyncIterable<In>, context: StageContext) => AsyncIterable<Out>;
