import type { Readable } from 'node:stream';
import type { Clock } from '../pipeline/clock.ts';
import type { AudioFrame } from './audio-frame.ts';
import { captureFrames } from './capture-frames.ts';
import type { CaptureSource } from '../pipeline/capture-source.ts';
import { STANDARD_INPUT } from './convert-hint.ts';
import type { Pace } from './pacing.ts';
import type { PcmFormat } from './pcm-decoder.ts';

interface StdinCaptureOptions {
  /** `process.stdin`, or any other stream of bytes. It is destroyed when the capture ends. */
  readonly input: Readable;
  /** How raw samples are written. Files with a signature of their own (WAV, FLAC, Ogg, MP3 with a tag) are recognised. */
  readonly rawFormat: PcmFormat;
  readonly clock: Clock;
  /** Unpaced unless given: what arrives sets the pace. */
  readonly pace?: Pace;
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
  { input, rawFormat, clock, pace = 'unpaced', onWarning = () => undefined }: StdinCaptureOptions,
  signal: AbortSignal,
): AsyncGenerator<AudioFrame, void, undefined> {
  yield* captureFrames(input, { source: STANDARD_INPUT, rawFormat, pace, clock, onWarning }, signal);
}
