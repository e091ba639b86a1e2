import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { systemClock, type Clock } from '../pipeline/clock.ts';
import type { AudioFrame } from './audio-frame.ts';
import { captureFrames, isSystemError, unreadable } from './capture-frames.ts';
import type { CaptureSource } from '../pipeline/capture-source.ts';
import type { Pace } from './pacing.ts';

/** About 0.1 s of the largest common sound, so that decoding never blocks the event loop for long. */
const READ_BYTES = 16_384;

/** Which file is heard, and how fast. */
export interface FileCaptureOptions {
  /** WAV, MP3, FLAC, Ogg Vorbis or Ogg Opus; the content counts, not the name. */
  readonly path: string;
  /** `unpaced` when absent. */
  readonly pace?: Pace;
  /** That of this process when absent. */
  readonly clock?: Clock;
  /** Told, in one sentence, of a file that could be read in part only. */
  readonly onWarning?: (message: string) => void;
}

/**
 * A sound file as a capture source. Unpaced it waits for slow readers; paced it runs on, as a microphone would. It can be
 * read several times, each from the start.
 */
export function createFileCapture(options: FileCaptureOptions): CaptureSource {
  const live = (options.pace ?? 'unpaced') !== 'unpaced';
  return { name: `file ${path.basename(options.path)}`, live, frames: (signal) => fileFrames(options, signal) };
}

async function* fileFrames(
  { path: file, pace = 'unpaced', clock = systemClock, onWarning = () => undefined }: FileCaptureOptions,
  signal: AbortSignal,
): AsyncGenerator<AudioFrame, void, undefined> {
  await checkFile(file);
  if (signal.aborted) return;
  const input = createReadStream(file, { highWaterMark: READ_BYTES });
  yield* captureFrames(input, { source: file, pace, clock, onWarning }, signal);
}

/** Finds out early, and in words, what a stream would tell late and in codes. */
async function checkFile(file: string): Promise<void> {
  try {
    const found = await stat(file);
    if (!found.isDirectory()) return;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw unreadable(file, error);
    throw new EngineError('input-missing', `There is no file ${file}.`, {
      stage: 'capture',
      hint: 'Check the name and the folder.',
      cause: error,
    });
  }
  throw new EngineError('input-unreadable', `${file} is a folder, not a sound file.`, {
    stage: 'capture',
    hint: 'Name a file inside it.',
  });
}
