import { addAbortSignal, type Readable } from 'node:stream';
import { EngineError } from '../errors.ts';
import type { AudioFrame } from './audio-frame.ts';
import { ByteReader } from './byte-reader.ts';
import { decodeAudio, type DecodeOptions } from './decode-audio.ts';
import { frame } from './framer.ts';
import { watchFullScale } from './full-scale-watch.ts';
import { paceFrames, type Pace } from './pacing.ts';
import { resample } from './resampler.ts';

interface CaptureFramesOptions extends Omit<DecodeOptions, 'signal'> {
  readonly pace: Pace;
  /** Samples beyond this are cut off; full scale when absent. */
  readonly mostAmplitude?: number | undefined;
  /** Told once where much of the sound is louder than full scale, by how many decibels. */
  readonly onTooLoud?: ((overDb: number) => void) | undefined;
}

/** From a stream of bytes to paced frames. Ends early, without an error, when `signal` aborts. Destroys `input`. */
export async function* captureFrames(
  input: Readable,
  options: CaptureFramesOptions,
  signal: AbortSignal,
): AsyncGenerator<AudioFrame, void, undefined> {
  const { pace, clock, mostAmplitude, onTooLoud } = options;
  try {
    const reader = new ByteReader(addAbortSignal(signal, input) as AsyncIterable<Uint8Array>);
    const sound = resample(decodeAudio(reader, { ...options, signal }));
    const watched = onTooLoud ? watchFullScale(sound, onTooLoud) : sound;
    yield* paceFrames(frame(watched, mostAmplitude), { pace, clock, signal });
  } catch (error) {
    // Aborting destroys the stream that is being read.
    if (!signal.aborted) throw isSystemError(error) ? unreadable(options.source, error) : error;
  } finally {
    input.destroy();
  }
}

/** An `input-unreadable` error around what the system said. */
export function unreadable(source: string, cause: NodeJS.ErrnoException): EngineError {
  return new EngineError('input-unreadable', `${source} cannot be read (${cause.code ?? cause.message}).`, {
    stage: 'capture',
    hint: 'Check that it is a file and that you may read it.',
    cause,
  });
}

/** True for errors of the file system and of streams. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && !(error instanceof EngineError);
}
