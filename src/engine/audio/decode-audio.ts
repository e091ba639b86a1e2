import { EngineError } from '../errors.ts';
import type { Clock } from '../pipeline/clock.ts';
import type { ByteReader } from './byte-reader.ts';
import { decodeCompressed } from './compressed-audio.ts';
import { installHint } from './convert-hint.ts';
import { decodePcm, decodeWav } from './decode-wav.ts';
import { decodeForeign } from './ffmpeg/decode-foreign.ts';
import { isRawSound, locateAudio, type LocatedAudio } from './locate-audio.ts';
import type { MonoAudio } from './mono-audio.ts';
import { PcmDecoder, type PcmFormat } from './pcm-decoder.ts';
import type { ForeignFormat } from './type/signatures.ts';

/** The head of a WAV file is kept for so long, in case that only ffmpeg can read the rest. */
const KEPT_BYTES = 0x1_0000;

/** Where ffmpeg is, if it is installed. */
export type FindFfmpeg = () => Promise<string | undefined>;

export interface DecodeOptions {
  /** Names the sound in errors, such as `videos/talk.wav` or `standard input`. */
  readonly source: string;
  /** How to read bytes that are no known file type; without it they are refused. */
  readonly rawFormat?: PcmFormat | undefined;
  /** The path of the same bytes, where they are a file: ffmpeg reads some formats from their end. */
  readonly file?: string | undefined;
  /** Asked where nothing else can decode the sound. Without it, such sound is refused. */
  readonly findFfmpeg?: FindFfmpeg | undefined;
  readonly clock: Clock;
  /** Ends what decodes in a process of its own. */
  readonly signal: AbortSignal;
  /** Told, in one sentence, of sound that could be read in part only. */
  readonly onWarning: (message: string) => void;
  /** Told how much of a file is decoded, from 0 to 1, where ffmpeg reads it by itself and tells its length. */
  readonly onForeignShare?: ((share: number) => void) | undefined;
}

/**
 * Decodes whatever `reader` holds, recognised by its content. Sound is decoded as it is asked for, so hours of it take
 * no more memory than a second.
 *
 * Throws an `EngineError` (`input-…`) where there is no sound, or none that can be decoded.
 */
export async function* decodeAudio(
  reader: ByteReader,
  options: DecodeOptions,
): AsyncGenerator<MonoAudio, void, undefined> {
  const { source, rawFormat } = options;
  if ((await reader.peek(1)).length === 0) throw emptyInput(`${source} is empty`);
  let samples = 0;
  const isRaw = rawFormat !== undefined && (await isRawSound(reader));
  const sound = isRaw
    ? decodePcm(reader, new PcmDecoder(rawFormat), rawFormat.sampleRate)
    : decodeByType(reader, await locateAudio(reader), options);
  for await (const audio of sound) {
    samples += audio.samples.length;
    yield audio;
  }
  if (samples === 0 && !options.signal.aborted) throw emptyInput(`${source} holds no sound`);
}

function decodeByType(
  reader: ByteReader,
  { type, hasTag }: LocatedAudio,
  options: DecodeOptions,
): AsyncIterable<MonoAudio> {
  const { source } = options;
  switch (type.kind) {
    case 'wav':
      return decodeAnyWav(reader, options);
    case 'compressed':
      return decodeCompressed(type.codec, reader.chunks(), options);
    case 'foreign':
      return decodeByFfmpeg(type.format, reader.chunks(), options, unsupported(type.format, source));
    case 'unknown':
      throw hasTag ? damagedBehindTag(source) : notAudio(source);
  }
}

/** WAV files may hold any codec. */
async function* decodeAnyWav(reader: ByteReader, options: DecodeOptions): AsyncGenerator<MonoAudio, void, undefined> {
  const start = reader.position;
  const head = await reader.peek(KEPT_BYTES);
  try {
    yield* decodeWav(reader, options);
  } catch (error) {
    const read = reader.position - start;
    if (!(error instanceof EngineError) || error.code !== 'input-unsupported' || read > head.length) throw error;
    const format = { name: 'compressed sound in a WAV file', demuxer: 'wav' };
    yield* decodeByFfmpeg(format, allOf(head.subarray(0, read), reader.chunks()), options, error);
  }
}

async function* decodeByFfmpeg(
  format: ForeignFormat,
  bytes: AsyncIterable<Uint8Array>,
  { file, findFfmpeg, ...options }: DecodeOptions,
  refusal: EngineError,
): AsyncGenerator<MonoAudio, void, undefined> {
  const program = await findFfmpeg?.();
  if (program === undefined) throw refusal;
  yield* decodeForeign({ ...options, program, format, input: file ?? bytes });
}

async function* allOf(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

function emptyInput(fact: string): EngineError {
  return new EngineError('input-empty', `${fact}.`, { stage: 'capture', hint: 'Check that the recording was saved.' });
}

function unsupported({ name }: ForeignFormat, source: string): EngineError {
  return new EngineError('input-unsupported', `${source} holds ${name}, which Overlingo cannot decode.`, {
    stage: 'capture',
    hint: installHint(source),
  });
}

function damagedBehindTag(source: string): EngineError {
  return new EngineError('input-damaged', `${source} is damaged: there is no sound after its title and pictures.`, {
    stage: 'capture',
    hint: 'Record or export the file again.',
  });
}

function notAudio(source: string): EngineError {
  return new EngineError('input-not-audio', `${source} is not a sound file, whatever its name says.`, {
    stage: 'capture',
    hint: 'Overlingo reads WAV, MP3, FLAC and Ogg (Vorbis, Opus), and most others where ffmpeg is installed.',
  });
}
