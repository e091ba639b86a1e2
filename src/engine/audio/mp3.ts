import { ByteReader } from './byte-reader.ts';
import { missing, type DecodedAudio } from './decoded-audio.ts';
import { missingSamples, MP3_HEAD_BYTES, promisedLength } from './mp3-length.ts';
import { quietly } from './quietly.ts';

/** A piece of a file that decodes in a few milliseconds, so that the event loop stays free. */
const PIECE_BYTES = 4096;

/** Decodes MPEG sound of layers 2 and 3. Bytes may be cut anywhere. What its header promises and is not there is told. */
export async function* decodeMp3(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<DecodedAudio, void, undefined> {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  const reader = new ByteReader(bytes);
  const promised = promisedLength(await reader.peek(MP3_HEAD_BYTES));
  let samples = 0;
  let sampleRate = 0;
  try {
    await decoder.ready;
    for await (const chunk of reader.chunks()) {
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        const decoded = quietly(() => decoder.decode(chunk.subarray(start, start + PIECE_BYTES)));
        samples += decoded.samplesDecoded;
        if (decoded.samplesDecoded > 0) sampleRate = decoded.sampleRate;
        yield decoded;
      }
    }
    const lost = promised ? missingSamples(promised, { samples, bytes: reader.position }) : 0;
    if (lost > 0) yield missing(lost, sampleRate);
  } finally {
    decoder.free();
  }
}
