import type { Clock } from '../../pipeline/clock.ts';
import type { GuestSound } from '../guests/guest-sound.ts';

/** The sound of one client, on its way into the engine. */
export interface StreamSound extends GuestSound {
  /** Sound that waits for the engine, in milliseconds. */
  readonly state: { readonly waitingMs: number };
  /** Adds mono samples at 16 kHz. False where the client should not be read until `onDrained`. */
  push(samples: Float32Array): boolean;
}

/** Makes the sound of a new client. */
export type CreateStreamSound = (options: {
  readonly name: string;
  readonly clock: Clock;
  readonly onDrained: () => void;
}) => StreamSound;
