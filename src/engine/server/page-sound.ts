import type { Clock } from '../pipeline/clock.ts';
import type { GuestSound } from './guests/guest-sound.ts';

/** The sound of one page, on its way into the engine. */
export interface PageSound extends GuestSound {
  /** Number on the page of the newest frame that has arrived; undefined before the first one. */
  readonly newestFrame: number | undefined;
  /** Takes a frame. @param samples mono at 16 kHz, in [-1, 1]; its memory is given away. */
  push(frame: number, samples: Float32Array): void;
}

/** Makes the sound of a new page. */
export type CreatePageSound = (options: { readonly name: string; readonly clock: Clock }) => PageSound;
