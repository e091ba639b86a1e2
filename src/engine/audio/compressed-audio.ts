import { EngineError } from '../errors.ts';
import { ChannelMixer } from './channel-mixer.ts';
import { convertHint } from './convert-hint.ts';
import { LEAST_SECONDS, type DecodedAudio } from './decoded-audio.ts';
import { decodeFlac } from './flac/decode-flac.ts';
import type { MonoAudio } from './mono-audio.ts';
import { decodeMp3 } from './mp3.ts';
import { decodeOgg } from './ogg/decode-ogg.ts';
import { MAX_SAMPLE_RATE } from './resampler.ts';
import type { CompressedCodec } from './audio-type.ts';

type Decode = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<DecodedAudio>;

/** They load their packages when the first file needs them: most runs listen to a microphone and never do. */
const DECODERS: Record<CompressedCodec, Decode> = { mp3: decodeMp3, flac: decodeFlac, ogg: decodeOgg };

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
  let seconds = 0;
  let damaged = false;
  let missing = 0;
  let mixer: ChannelMixer | undefined;
  for await (const { errors, samplesDecoded, sampleRate, channelData, missingSeconds = 0 } of DECODERS[codec](bytes)) {
    damaged ||= errors.length > 0;
    missing += missingSeconds;
    if (samplesDecoded === 0) continue;
    seconds += samplesDecoded / sampleRate;
    if (sampleRate > MAX_SAMPLE_RATE) throw rateUnsupported(source, sampleRate);
    if (mixer?.channels !== channelData.length) mixer = new ChannelMixer(channelData.length, sampleRate);
    yield { samples: mixer.mix(channelData), sampleRate };
  }
  if (damaged && seconds < LEAST_SECONDS) {
    throw new EngineError('input-damaged', `${source} is damaged: no sound can be decoded from it.`, {
      stage: 'capture',
      hint: 'Record or export the file again.',
    });
  }
  if (!damaged) return;
  const what =
    missing > 0 ? `${missing.toFixed(1)} s that its header promises are missing` : 'parts of it could not be decoded';
  onWarning(`${source} is damaged: ${what}.`);
}

function rateUnsupported(source: string, sampleRate: number): EngineError {
  return new EngineError(
    'input-unsupported',
    `${source} has ${sampleRate} samples per second, more than can be read.`,
    { stage: 'capture', hint: convertHint(source) },
  );
}
