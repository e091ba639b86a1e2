import type { CaptureSource } from '../../pipeline/capture-source.ts';
import type { Clock } from '../../pipeline/clock.ts';

/** The sound of one client, on its way into the engine. */
export interface StreamSound extends CaptureSource {
  /** Sound that waits for the engine, in milliseconds. */
  readonly waitingMs: number;
  /** Adds mono samples at 16 kHz. False where the client should not be read until `onDrained`. */
  push(samples: Float32Array): boolean;
  /** No more sound comes. */
  end(): void;
}

/** Makes the sound of a new client. */
export type CreateStreamSound = (options: {
  readonly name: string;
  readonly clock: Clock;
  readonly onDrained: () => void;
}) => StreamSound;
