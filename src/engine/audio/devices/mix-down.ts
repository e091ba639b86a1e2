import { EngineError } from '../../errors.ts';
import { ChannelMixer, planesOf } from '../channel-mixer.ts';
import type { PcmFormat } from './audio-backend.ts';

/** Which channel is heard: all of them, mixed, or one of them, counted from 1. */
export type ChannelChoice = 'all' | number;

/** Throws a `usage` error where a device has no such channel. @param device its name. */
export function checkChannel(choice: ChannelChoice, { channels }: PcmFormat, device: string): void {
  if (choice === 'all' || (Number.isInteger(choice) && choice >= 1 && choice <= channels)) return;
  throw new EngineError('usage', `The sound device ${device} has no channel ${choice}.`, {
    stage: 'capture',
    hint: `Choose one of 1 to ${channels} with ,channel= after the input, or leave that out to hear all.`,
  });
}

/** Makes one channel of all channels, or takes one of them. Keeps the state between pieces. */
export class MixDown {
  readonly #channels: number;
  readonly #choice: ChannelChoice;
  readonly #mixer: ChannelMixer;

  constructor({ channels, sampleRate }: PcmFormat, choice: ChannelChoice) {
    this.#channels = channels;
    this.#choice = choice;
    this.#mixer = new ChannelMixer(channels, sampleRate);
  }

  /** @param samples of all channels in turns. */
  push(samples: Float32Array): Float32Array {
    if (this.#channels === 1) return samples;
    const planes = planesOf(samples, this.#channels);
    return this.#choice === 'all' ? this.#mixer.mix(planes) : (planes[this.#choice - 1] ?? new Float32Array(0));
  }
}
