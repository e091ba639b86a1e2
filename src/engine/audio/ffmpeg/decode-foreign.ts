import { EngineError } from '../../errors.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { ByteReader } from '../byte-reader.ts';
import { LEAST_SECONDS } from '../decoded-audio.ts';
import { decodeWav } from '../decode-wav.ts';
import type { MonoAudio } from '../mono-audio.ts';
import type { ForeignFormat } from '../type/signatures.ts';
import { ffmpegArguments } from './ffmpeg-arguments.ts';
import { ffmpegFault } from './ffmpeg-faults.ts';
import { FfmpegProcess } from './ffmpeg-process.ts';
import { foreignLength } from './foreign-length.ts';

interface ForeignOptions {
  /** Where ffmpeg is. */
  readonly program: string;
  readonly format: ForeignFormat;
  /** Names the sound in errors. */
  readonly source: string;
  /** A path, or bytes that can be read once. */
  readonly input: string | AsyncIterable<Uint8Array>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onWarning: (message: string) => void;
  /** Told how much of a file is decoded, from 0 to 1, where its length is known. */
  readonly onForeignShare?: ((share: number) => void) | undefined;
}

/**
 * Decodes by ffmpeg what nothing here can: as a stream, without a copy. Damaged stretches are left out and told once.
 *
 * Throws an `EngineError` (`input-…`) where there is no sound, or none that can be decoded.
 */
export async function* decodeForeign(options: ForeignOptions): AsyncGenerator<MonoAudio, void, undefined> {
  const { program, format, input, clock, signal } = options;
  const file = typeof input === 'string' ? input : undefined;
  const ffmpeg = new FfmpegProcess({
    program,
    args: ffmpegArguments(format.demuxer, file),
    input: typeof input === 'string' ? undefined : input,
    clock,
    signal,
  });
  try {
    yield* soundOf(ffmpeg, options);
  } finally {
    await ffmpeg.end();
  }
}

async function* soundOf(ffmpeg: FfmpegProcess, options: ForeignOptions): AsyncGenerator<MonoAudio, void, undefined> {
  const { source, signal, onWarning, onForeignShare } = options;
  const reader = new ByteReader(ffmpeg.output());
  let seconds = 0;
  let length: number | undefined;
  if (onForeignShare) void foreignLength(options).then((found) => (length = found));
  if ((await reader.peek(1)).length > 0) {
    for await (const audio of decodeWav(reader, { source, onWarning })) {
      seconds += audio.samples.length / audio.sampleRate;
      if (length !== undefined) onForeignShare?.(Math.min(1, seconds / length));
      yield audio;
    }
  }
  if (signal.aborted) return;
  const isDamaged = ffmpeg.said.length > 0;
  if (seconds === 0 || (isDamaged && seconds < LEAST_SECONDS)) throw faultOf(ffmpeg, options);
  if (isDamaged) onWarning(`${source} is damaged: parts of it could not be decoded.`);
}

function faultOf({ failure, said }: FfmpegProcess, { format, source, input }: ForeignOptions): EngineError {
  const stage = 'capture';
  if (failure !== undefined) {
    const message = `${source} holds ${format.name}, which needs ffmpeg, and ffmpeg could not be started.`;
    return new EngineError('input-unsupported', message, { stage, hint: 'Install ffmpeg again.', cause: failure });
  }
  switch (ffmpegFault(said, typeof input !== 'string')) {
    case 'no-sound':
      return new EngineError('input-empty', `${source} holds no sound.`, {
        stage,
        hint: 'Choose a recording that has a track of sound.',
      });
    case 'unsupported':
      return new EngineError('input-unsupported', `${source} holds ${format.name} that this ffmpeg cannot decode.`, {
        stage,
        hint: 'Export it as WAV, MP3 or FLAC in the program that made it.',
      });
    case 'needs-file':
      return new EngineError('input-unsupported', `${source} holds ${format.name} that cannot be read from a pipe.`, {
        stage,
        hint: 'Give the file by its name instead of piping it.',
      });
    case 'damaged':
      return new EngineError('input-damaged', `${source} is damaged: no sound can be decoded from it.`, {
        stage,
        hint: 'Record or export the file again.',
      });
  }
}
