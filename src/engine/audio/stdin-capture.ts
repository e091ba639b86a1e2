import type { Readable } from 'node:stream';
import type { Clock } from '../pipeline/clock.ts';
import type { AudioFrame } from './audio-frame.ts';
import { captureFrames } from './capture-frames.ts';
import type { CaptureSource } from '../pipeline/capture-source.ts';
import { STANDARD_INPUT } from './convert-hint.ts';
import type { FindFfmpeg } from './decode-audio.ts';
import type { Pace } from './pacing.ts';
import type { PcmFormat } from './pcm-decoder.ts';

interface StdinCaptureOptions {
  /** `process.stdin`, or any other stream of bytes. It is destroyed when the capture ends. */
  readonly input: Readable;
  /** How raw samples are written. Files, of all formats that can be read, are recognised by their beginning. */
  readonly rawFormat: PcmFormat;
  readonly clock: Clock;
  /** Unpaced unless given: what arrives sets the pace. */
  readonly pace?: Pace;
  /** Where ffmpeg is; without it, what only ffmpeg reads is refused. */
  readonly findFfmpeg?: FindFfmpeg;
  /** Told once where much of the sound is louder than full scale, by how many decibels: what is beyond is cut off. */
  readonly onTooLoud?: (overDb: number) => void;
  /** Told, in one sentence, of sound that could be read in part only. */
  readonly onWarning?: (message: string) => void;
}

/**
 * Sound from a pipe as a capture source. Unpaced it waits for slow readers, and so makes the writer wait. Can be read once.
 */
export function createStdinCapture(options: StdinCaptureOptions): CaptureSource {
  const live = options.pace !== undefined && options.pace !== 'unpaced';
  return { name: STANDARD_INPUT, live, frames: (signal) => stdinFrames(options, signal) };
}

async function* stdinFrames(
  { input, pace = 'unpaced', onWarning = () => undefined, ...options }: StdinCaptureOptions,
  signal: AbortSignal,
): AsyncGenerator<AudioFrame, void, undefined> {
  yield* captureFrames(input, { ...options, source: STANDARD_INPUT, pace, onWarning }, signal);
}
