import type { DecodedAudio } from '../decoded-audio.ts';
import { quietly } from '../quietly.ts';
import type { OggPage } from './ogg-pages.ts';

/** Decodes the pages of one Ogg Vorbis stream, without damaged ones: its packets have no check sums of their own. Throws whatever the decoder does where they make no sense to it. */
export async function* decodeVorbisPages(pages: AsyncIterable<OggPage>): AsyncGenerator<DecodedAudio, void, undefined> {
  const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
  const decoder = new OggVorbisDecoder();
  try {
    await decoder.ready;
    for await (const { bytes, state } of pages) {
      if (state !== 'damaged') yield await quietly(() => decoder.decode(bytes));
    }
    yield await quietly(() => decoder.flush());
  } finally {
    decoder.free();
  }
}
