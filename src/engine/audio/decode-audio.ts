import { EngineError } from '../errors.ts';
import { audioTypeOf, TYPE_BYTES } from './audio-type.ts';
import type { ByteReader } from './byte-reader.ts';
import { decodeCompressed } from './compressed-audio.ts';
import { convertHint } from './convert-hint.ts';
import type { MonoAudio } from './mono-audio.ts';
import { BYTES_PER_SAMPLE, PcmDecoder, type PcmFormat } from './pcm-decoder.ts';
import { readWavHeader } from './wav-header.ts';

export interface DecodeOptions {
  /** Names the sound in errors, such as `videos/talk.wav` or `standard input`. */
  readonly source: string;
  /** How to read bytes that are no known file type; without it they are refused. */
  readonly rawFormat?: PcmFormat | undefined;
  /** Told, in one sentence, of sound that could be read in part only. */
  readonly onWarning: (message: string) => void;
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
  const { source } = options;
  const start = await reader.peek(TYPE_BYTES);
  if (start.length === 0) throw emptyInput(`${source} is empty`);
  let samples = 0;
  for await (const audio of decodeByType(reader, start, options)) {
    samples += audio.samples.length;
    yield audio;
  }
  if (samples === 0) throw emptyInput(`${source} holds no sound`);
}

function decodeByType(reader: ByteReader, start: Uint8Array, options: DecodeOptions): AsyncIterable<MonoAudio> {
  const { source, rawFormat } = options;
  const type = audioTypeOf(start);
  if (type.kind === 'wav') return decodeWav(reader, options);
  // Raw samples may look like MPEG frames, and like nothing else.
  const isCertain = type.kind !== 'unknown' && start[0] !== 0xff;
  if (rawFormat !== undefined && !isCertain) return decodePcm(reader, rawFormat);
  switch (type.kind) {
    case 'compressed':
      return decodeCompressed(type.codec, reader.chunks(), options);
    case 'unsupported':
      throw new EngineError('input-unsupported', `${source} holds ${type.name}, which Overlingo cannot decode.`, {
        stage: 'capture',
        hint: convertHint(source),
      });
    case 'unknown':
      throw new EngineError('input-not-audio', `${source} is not a sound file, whatever its name says.`, {
        stage: 'capture',
        hint: 'Overlingo reads WAV, MP3, FLAC and Ogg (Vorbis, Opus).',
      });
  }
}

async function* decodeWav(
  reader: ByteReader,
  { source, onWarning }: DecodeOptions,
): AsyncGenerator<MonoAudio, void, undefined> {
  const { format, dataBytes } = await readWavHeader(reader, source);
  const dataStart = reader.position;
  yield* decodePcm(reader, format, dataBytes);
  const missing = dataBytes === undefined ? 0 : dataBytes - (reader.position - dataStart);
  if (missing > 0) {
    const seconds = missing / (BYTES_PER_SAMPLE[format.encoding] * format.channels * format.sampleRate);
    onWarning(`${source} is cut short: ${seconds.toFixed(1)} s that its header promises are missing.`);
  }
}

async function* decodePcm(
  reader: ByteReader,
  format: PcmFormat,
  bytes?: number,
): AsyncGenerator<MonoAudio, void, undefined> {
  const decoder = new PcmDecoder(format);
  for await (const chunk of reader.chunks(bytes)) {
    yield { samples: decoder.decode(chunk), sampleRate: format.sampleRate };
  }
}

function emptyInput(fact: string): EngineError {
  return new EngineError('input-empty', `${fact}.`, { stage: 'capture', hint: 'Check that the recording was saved.' });
}
