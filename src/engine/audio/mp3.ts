import type { DecodedAudio } from './decoded-audio.ts';
import { quietly } from './quietly.ts';

/** A piece of a file that decodes in a few milliseconds, so that the event loop stays free. */
const PIECE_BYTES = 4096;

/** Decodes MPEG sound of layers 2 and 3. Bytes may be cut anywhere. */
export async function* decodeMp3(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<DecodedAudio, void, undefined> {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  try {
    await decoder.ready;
    for await (const chunk of bytes) {
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        yield quietly(() => decoder.decode(chunk.subarray(start, start + PIECE_BYTES)));
      }
    }
  } finally {
    decoder.free();
  }
}
