import { constants, createReadStream, type ReadStream, type Stats } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { systemClock, type Clock } from '../pipeline/clock.ts';
import type { AudioFrame } from './audio-frame.ts';
import { captureFrames, isSystemError, unreadable } from './capture-frames.ts';
import type { CaptureSource } from '../pipeline/capture-source.ts';
import type { Pace } from './pacing.ts';

/** About 0.1 s of the largest common sound, so that decoding never blocks the event loop for long. */
const READ_BYTES = 16_384;

/** A writer that is started together with this program has opened its pipe by then, in milliseconds. */
const WRITER_WAIT_MS = 1000;

/** Which file is heard, and how fast. */
export interface FileCaptureOptions {
  /** WAV, MP3, FLAC, Ogg Vorbis or Ogg Opus, or what ffmpeg reads; the content counts, not the name. */
  readonly path: string;
  /** `unpaced` when absent. */
  readonly pace?: Pace;
  /** That of this process when absent. */
  readonly clock?: Clock;
  /** Where ffmpeg is, if it is installed; when absent, what only ffmpeg reads is refused. */
  readonly findFfmpeg?: () => Promise<string | undefined>;
  /** Samples beyond this are cut off; full scale when absent. Files of floats may have louder ones. */
  readonly mostAmplitude?: number;
  /** Told once where much of a file is louder than full scale, by how many decibels: what is beyond is cut off. */
  readonly onTooLoud?: (overDb: number) => void;
  /** Told, in one sentence, of a file that could be read in part only. */
  readonly onWarning?: (message: string) => void;
  /** Told once, in one sentence, where the file is a named pipe that nothing writes to yet. */
  readonly onWaiting?: (message: string) => void;
  /** Told again and again how much of the file is read, from 0 to 1; never where its length is not known, as of a pipe. */
  readonly onShare?: (share: number) => void;
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
  {
    path: source,
    pace = 'unpaced',
    clock = systemClock,
    findFfmpeg,
    mostAmplitude,
    onTooLoud,
    onWarning = () => undefined,
    onWaiting = () => undefined,
    onShare,
  }: FileCaptureOptions,
  signal: AbortSignal,
): AsyncGenerator<AudioFrame, void, undefined> {
  const found = await checkFile(source);
  if (signal.aborted) return;
  // Names such as /dev/stdin mean something else to another process. Some disks cannot tell real names.
  const file = found.isFile() ? await realpath(source).catch(() => source) : undefined;
  const input = found.isFIFO()
    ? openPipe(source, { clock, onWaiting, signal })
    : createReadStream(source, { highWaterMark: READ_BYTES });
  const options = { source, file, pace, clock, findFfmpeg, mostAmplitude, onTooLoud, onWarning };
  if (!onShare || !found.isFile()) {
    yield* captureFrames(input, options, signal);
    return;
  }
  // What ffmpeg reads by itself is not read here.
  let foreign = 0;
  const frames = captureFrames(input, { ...options, onForeignShare: (share) => (foreign = share) }, signal);
  for await (const frame of frames) {
    onShare(Math.min(1, Math.max(foreign, input.bytesRead / found.size)));
    yield frame;
  }
}

/**
 * A named pipe, which opens once something writes to it. Nothing ends that waiting but a writer: where `signal` aborts, we
 * are one.
 */
function openPipe(
  file: string,
  { clock, onWaiting, signal }: Required<Pick<FileCaptureOptions, 'clock' | 'onWaiting'>> & { signal: AbortSignal },
): ReadStream {
  const opened = new AbortController();
  void clock.sleep(WRITER_WAIT_MS, AbortSignal.any([signal, opened.signal])).then(() => {
    if (signal.aborted || opened.signal.aborted) return;
    onWaiting(`${file} is a named pipe (FIFO): waiting for a program that writes sound to it.`);
  });
  const input = createReadStream(file, { highWaterMark: READ_BYTES });
  const release = (): void => {
    void open(file, constants.O_WRONLY | constants.O_NONBLOCK).then(
      (handle) => handle.close(),
      () => undefined,
    );
  };
  signal.addEventListener('abort', release, { once: true });
  input.once('open', () => {
    signal.removeEventListener('abort', release);
    opened.abort();
  });
  input.once('error', () => opened.abort());
  return input;
}

/** Finds out early, and in words, what a stream would tell late and in codes. */
async function checkFile(file: string): Promise<Stats> {
  try {
    const found = await stat(file);
    if (!found.isDirectory()) return found;
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
