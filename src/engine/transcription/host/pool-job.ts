import type { EngineError } from '../../errors.ts';
import type { QueuedDecode } from './decode-queue.ts';
import type { RecognizerHost, RequestLimits } from './recognizer-host.ts';

/** When something was worked on, in milliseconds of the engine's monotonic clock. */
export interface WorkTimes {
  readonly workStartAtMs: number;
  readonly workEndAtMs: number;
}

/** What a host is about to do. */
export interface PoolWork {
  /** Length of the sound that it is about, in milliseconds. */
  readonly audioMs: number;
  /** Asks the host. Gives what tells the answer to the one who waits for it; rejects with an `EngineError`. */
  run(limits: RequestLimits): Promise<(times: WorkTimes) => void>;
}

/** Something that waits for a host. */
export interface PoolJob extends QueuedDecode {
  /** Nobody wants the result any more. */
  readonly signal: AbortSignal;
  /** Whether a host has what it is about. */
  isOn(host: RecognizerHost): boolean;
  /** Whether it is about a stream that waits for room in a host. */
  isHomeless(): boolean;
  /** Whether a host may do it. */
  takes(host: RecognizerHost): boolean;
  /** Called when its turn comes. Nothing where it is not wanted any more. */
  begin(host: RecognizerHost): PoolWork | undefined;
  reject(error: EngineError): void;
  /** Called instead where it was given up. */
  giveUp(): void;
  attempts: number;
}
