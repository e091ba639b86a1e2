import type { OpusDecoder } from 'opus-decoder';
import { SAMPLE_RATE } from '../audio-frame.ts';
import { asciiText } from '../byte-reader.ts';
import { damage, type DecodedAudio } from '../decoded-audio.ts';
import { quietly } from '../quietly.ts';
import type { OggPacket } from './ogg-packets.ts';

type Decoder = OpusDecoder<typeof SAMPLE_RATE>;

/** Opus counts time in samples of this rate, whatever rate it is decoded to. */
const OPUS_RATE = 48_000;
const HEAD_BYTES = 19;

/**
 * Decodes one Opus stream straight to 16 kHz, which Opus can do by itself. The package `ogg-opus-decoder` does the same,
 * and brings 18 MB of neural networks.
 */
export async function* decodeOpusPackets(
  packets: AsyncIterable<OggPacket>,
): AsyncGenerator<DecodedAudio, void, undefined> {
  let decoder: Decoder | undefined;
  let preSkip = 0;
  let decodedSamples = 0;
  try {
    for await (const { data, granule } of packets) {
      const name = asciiText(data.subarray(0, 8));
      if (name === 'OpusHead' && data.length >= HEAD_BYTES) {
        decoder?.free();
        decoder = await createDecoder(data);
        preSkip = new DataView(data.buffer, data.byteOffset).getUint16(10, true);
        decodedSamples = 0;
      } else if (name !== 'OpusTags' && decoder !== undefined) {
        const decoded = decodePacket(decoder, data);
        decodedSamples += decoded.samplesDecoded;
        // The last packet is filled up with silence; the count of samples tells how much of it is sound.
        const padding = granule === undefined ? 0 : decodedSamples - toOutputSamples(granule - preSkip);
        yield trimEnd(decoded, padding);
      }
    }
  } finally {
    decoder?.free();
  }
}

function decodePacket(decoder: Decoder, packet: Uint8Array): DecodedAudio {
  try {
    return quietly(() => decoder.decodeFrame(packet));
  } catch {
    // Longer than any packet of Opus can be.
    return damage('packet');
  }
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
