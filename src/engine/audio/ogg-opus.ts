import type { OpusDecoder } from 'opus-decoder';
import { SAMPLE_RATE } from './audio-frame.ts';
import { asciiText, ByteReader } from './byte-reader.ts';
import type { DecodedAudio } from './compressed-audio.ts';
import { readOggPackets } from './ogg-packets.ts';

type Decoder = OpusDecoder<typeof SAMPLE_RATE>;

/** Opus counts time in samples of this rate, whatever rate it is decoded to. */
const OPUS_RATE = 48_000;
const HEAD_BYTES = 19;

/**
 * Decodes Ogg Opus straight to 16 kHz, which Opus can do by itself. The package `ogg-opus-decoder` does the same, and
 * brings 18 MB of neural networks.
 */
export async function* decodeOggOpus(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<DecodedAudio, void, undefined> {
  let decoder: Decoder | undefined;
  let preSkip = 0;
  let decodedSamples = 0;
  const errors: unknown[] = [];
  try {
    for await (const { data, granule } of readOggPackets(new ByteReader(bytes), () => errors.push('page'))) {
      const name = asciiText(data.subarray(0, 8));
      if (name === 'OpusHead' && data.length >= HEAD_BYTES) {
        // Another stream may follow the first one in the same file.
        decoder?.free();
        decoder = await createDecoder(data);
        preSkip = new DataView(data.buffer, data.byteOffset).getUint16(10, true);
        decodedSamples = 0;
      } else if (name !== 'OpusTags' && decoder !== undefined) {
        const decoded = decoder.decodeFrame(data);
        decodedSamples += decoded.samplesDecoded;
        // The last packet is filled up with silence; the count of samples tells how much of it is sound.
        const padding = granule === undefined ? 0 : decodedSamples - toOutputSamples(granule - preSkip);
        yield { ...trimEnd(decoded, padding), errors: [...errors.splice(0), ...decoded.errors] };
      }
    }
  } finally {
    decoder?.free();
  }
  if (errors.length > 0) yield { channelData: [], samplesDecoded: 0, sampleRate: SAMPLE_RATE, errors };
}

async function createDecoder(head: Uint8Array): Promise<Decoder> {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const channels = view.getUint8(9);
  const isMapped = view.getUint8(18) !== 0 && head.length >= HEAD_BYTES + 2 + channels;
  const { OpusDecoder } = await import('opus-decoder');
  const decoder = new OpusDecoder({
    sampleRate: SAMPLE_RATE,
    channels,
    preSkip: toOutputSamples(view.getUint16(10, true)),
    streamCount: isMapped ? view.getUint8(19) : 1,
    coupledStreamCount: isMapped ? view.getUint8(20) : channels - 1,
    channelMappingTable: isMapped ? [...head.subarray(21, 21 + channels)] : [...Array(channels).keys()],
  });
  await decoder.ready;
  return decoder;
}

function toOutputSamples(opusSamples: number): number {
  return Math.round((opusSamples * SAMPLE_RATE) / OPUS_RATE);
}

function trimEnd(decoded: DecodedAudio, padding: number): DecodedAudio {
  if (padding <= 0) return decoded;
  const samplesDecoded = Math.max(0, decoded.samplesDecoded - padding);
  return {
    ...decoded,
    samplesDecoded,
    channelData: decoded.channelData.map((channel) => channel.subarray(0, samplesDecoded)),
  };
}
