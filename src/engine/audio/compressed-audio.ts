import { EngineError } from '../errors.ts';
import type { CompressedCodec } from './audio-type.ts';
import { ByteReader } from './byte-reader.ts';
import { convertHint } from './convert-hint.ts';
import { FLAC_LENGTH_BYTES, flacLengthSamples } from './flac-length.ts';
import type { MonoAudio } from './mono-audio.ts';
import { decodeOggOpus } from './ogg-opus.ts';
import { mixDownChannels } from './pcm-decoder.ts';
import { MAX_SAMPLE_RATE } from './resampler.ts';

/** What a decoder made of some bytes. The other fields mean nothing where `samplesDecoded` is 0. */
export interface DecodedAudio {
  /** One array per channel. */
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  /** Samples per second. */
  readonly sampleRate: number;
  readonly errors: readonly unknown[];
}

/** What the decoder packages have in common: they take a file in pieces, cut anywhere. */
interface StreamDecoder {
  readonly ready: Promise<unknown>;
  decode(bytes: Uint8Array): DecodedAudio | Promise<DecodedAudio>;
  /** What was held back for more bytes. */
  flush?(): Promise<DecodedAudio>;
  free(): unknown;
}

type Decode = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<DecodedAudio>;

/** Packages are loaded when the first file needs them: most runs listen to a microphone and never do. */
const DECODERS: Record<CompressedCodec, Decode> = {
  mp3: (bytes) => decodeWith(async () => new (await import('mpg123-decoder')).MPEGDecoder(), bytes),
  flac: decodeFlac,
  'ogg-vorbis': (bytes) =>
    decodeWith(async () => new (await import('@wasm-audio-decoders/ogg-vorbis')).OggVorbisDecoder(), bytes),
  'ogg-opus': decodeOggOpus,
};

/** A piece of a file that decodes in a few milliseconds, so that the event loop stays free. */
const PIECE_BYTES = 4096;

interface CompressedOptions {
  /** Names the sound in errors. */
  readonly source: string;
  readonly onWarning: (message: string) => void;
}

/**
 * Decodes compressed sound as it comes, with bounded memory. Damaged stretches are skipped and told once.
 *
 * Throws an `input-damaged` error where nothing can be decoded.
 */
export async function* decodeCompressed(
  codec: CompressedCodec,
  bytes: AsyncIterable<Uint8Array>,
  { source, onWarning }: CompressedOptions,
): AsyncGenerator<MonoAudio, void, undefined> {
  let heard = false;
  let damaged = false;
  for await (const decoded of DECODERS[codec](bytes)) {
    damaged ||= decoded.errors.length > 0;
    if (decoded.samplesDecoded === 0) continue;
    heard = true;
    if (decoded.sampleRate > MAX_SAMPLE_RATE) throw rateUnsupported(source, decoded.sampleRate);
    yield { samples: mixDownChannels(decoded.channelData), sampleRate: decoded.sampleRate };
  }
  if (!heard) {
    throw new EngineError('input-damaged', `${source} is damaged: no sound can be decoded from it.`, {
      stage: 'capture',
      hint: 'Record or export the file again.',
    });
  }
  if (damaged) onWarning(`${source} is damaged: parts of it could not be decoded.`);
}

async function* decodeWith(
  load: () => Promise<StreamDecoder>,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<DecodedAudio, void, undefined> {
  const decoder = await load();
  try {
    await decoder.ready;
    for await (const chunk of bytes) {
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        yield await decoder.decode(chunk.subarray(start, start + PIECE_BYTES));
      }
    }
    if (decoder.flush !== undefined) yield await decoder.flush();
  } finally {
    decoder.free();
  }
}

/** The FLAC decoder passes over damage in silence, so the length that the file claims tells whether all of it came. */
async function* decodeFlac(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<DecodedAudio, void, undefined> {
  const reader = new ByteReader(bytes);
  let missing = flacLengthSamples(await reader.peek(FLAC_LENGTH_BYTES));
  const load = async (): Promise<StreamDecoder> => new (await import('@wasm-audio-decoders/flac')).FLACDecoder();
  for await (const decoded of decodeWith(load, reader.chunks())) {
    missing -= decoded.samplesDecoded;
    yield decoded;
  }
  if (missing > 0) yield { channelData: [], samplesDecoded: 0, sampleRate: 0, errors: ['missing'] };
}

function rateUnsupported(source: string, sampleRate: number): EngineError {
  return new EngineError(
    'input-unsupported',
    `${source} has ${sampleRate} samples per second, more than can be read.`,
    {
      stage: 'capture',
      hint: convertHint(source),
    },
  );
}
