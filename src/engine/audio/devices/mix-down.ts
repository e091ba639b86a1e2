import { EngineError } from '../../errors.ts';
import type { PcmFormat } from './audio-backend.ts';

/** Which channel is heard: the mean of all, which cannot clip, or one of them, counted from 1. */
export type ChannelChoice = 'all' | number;

/** Throws a `usage` error where a device has no such channel. @param device its name. */
export function checkChannel(choice: ChannelChoice, { channels }: PcmFormat, device: string): void {
  if (choice === 'all' || (Number.isInteger(choice) && choice >= 1 && choice <= channels)) return;
  throw new EngineError('usage', `The sound device ${device} has no channel ${choice}.`, {
    stage: 'capture',
    hint: `Choose one of 1 to ${channels} by ,channel= behind the input, or leave that out to hear all.`,
  });
}

/** One channel out of samples of all channels in turns. */
export function mixDown(samples: Float32Array, channels: number, choice: ChannelChoice): Float32Array {
  if (channels === 1) return samples;
  const mono = new Float32Array(Math.floor(samples.length / channels));
  if (choice !== 'all') return mono.map((_, frame) => samples[frame * channels + choice - 1] ?? 0);
  for (let frame = 0, index = 0; frame < mono.length; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1, index += 1) sum += samples[index] ?? 0;
    mono[frame] = sum / channels;
  }
  return mono;
}
