import { EngineError } from '../errors.ts';
import { installHint } from './convert-hint.ts';
import type { PcmFormat, SampleEncoding } from './pcm-decoder.ts';
import { MAX_SAMPLE_RATE } from './resampler.ts';

const PCM = 0x0001;
const FLOAT = 0x0003;
const EXTENSIBLE = 0xfffe;

/** Below this rate there is no speech left; such a header is damage. */
const MIN_SAMPLE_RATE = 1000;
const MAX_CHANNELS = 128;

/** What people meet inside WAV files other than plain samples. */
const CODEC_NAMES: Record<number, string> = {
  0x0002: 'Microsoft ADPCM',
  0x0006: 'A-law',
  0x0007: 'µ-law',
  0x0011: 'IMA ADPCM',
  0x0031: 'GSM 6.10',
  0x0050: 'MPEG layer 2',
  0x0055: 'MP3',
  0x00ff: 'AAC',
  0x0161: 'Windows Media Audio',
  0x1610: 'AAC',
  0x2000: 'AC-3',
  0xf1ac: 'FLAC',
};

/** Samples of fewer bits are written at the top of a whole number of bytes, so only the bytes count. */
const INTEGER_ENCODINGS: Record<number, SampleEncoding> = { 1: 'u8', 2: 's16le', 3: 's24le', 4: 's32le' };
const FLOAT_ENCODINGS: Record<number, SampleEncoding> = { 4: 'f32le', 8: 'f64le' };

/**
 * Reads the body of a WAV file's `fmt ` chunk. `source` names the file in errors, such as `talk.wav`.
 *
 * Throws an `EngineError`: `input-damaged` where it makes no sense, `input-unsupported` where the sound is compressed.
 */
export function parseWavFormat(chunk: Uint8Array, source: string): PcmFormat {
  if (chunk.length < 16) throw damagedHeader(source, 'its format chunk is too short');
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const declaredCodec = view.getUint16(0, true);
  if (declaredCodec === EXTENSIBLE && chunk.length < 26) throw damagedHeader(source, 'its format chunk is too short');
  // An extensible header keeps the codec in the first two bytes of its sub-format.
  const codec = declaredCodec === EXTENSIBLE ? view.getUint16(24, true) : declaredCodec;
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const bytesPerFrame = view.getUint16(12, true);
  const bitsPerSample = view.getUint16(14, true);

  if (channels === 0 || channels > MAX_CHANNELS) throw damagedHeader(source, `it claims ${channels} channels`);
  if (sampleRate < MIN_SAMPLE_RATE) throw damagedHeader(source, `it claims ${sampleRate} samples per second`);
  if (codec !== PCM && codec !== FLOAT) throw unsupported(source, codecName(codec));
  if (sampleRate > MAX_SAMPLE_RATE) throw unsupported(source, `${sampleRate} samples per second`);

  const bytesPerSample = bytesPerFrame / channels;
  if (bitsPerSample === 0 || bitsPerSample > bytesPerSample * 8) {
    throw damagedHeader(source, `it claims ${bitsPerSample} bits per sample in ${bytesPerFrame} bytes per frame`);
  }
  const encoding = (codec === PCM ? INTEGER_ENCODINGS : FLOAT_ENCODINGS)[bytesPerSample];
  if (encoding === undefined) {
    throw unsupported(source, `${bitsPerSample}-bit ${codec === PCM ? 'integer' : 'float'} samples`);
  }
  return { encoding, sampleRate, channels };
}

/** An `input-damaged` error about the header of a WAV file; `reason` ends the sentence. */
export function damagedHeader(source: string, reason: string): EngineError {
  return new EngineError('input-damaged', `The header of ${source} is damaged: ${reason}.`, {
    stage: 'capture',
    hint: 'Record or export the file again.',
  });
}

function unsupported(source: string, content: string): EngineError {
  return new EngineError(
    'input-unsupported',
    `${source} holds ${content}, which Overlingo cannot read from WAV files.`,
    {
      stage: 'capture',
      hint: installHint(source),
    },
  );
}

function codecName(codec: number): string {
  return `${CODEC_NAMES[codec] ?? `codec 0x${codec.toString(16).padStart(4, '0')}`} sound`;
}
