import { ByteReader } from '../byte-reader.ts';
import { damage, type DecodedAudio } from '../decoded-audio.ts';
import { decodeFlacPackets } from '../flac/decode-flac.ts';
import { readOggLinks, type OggLink } from './ogg-links.ts';
import { decodeOpusPackets } from './ogg-opus.ts';
import { readOggPackets } from './ogg-packets.ts';
import { readOggPages } from './ogg-pages.ts';
import { decodeVorbisPages } from './ogg-vorbis.ts';

/** Decodes an Ogg file, be it one recording or several behind one another. */
export async function* decodeOgg(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<DecodedAudio, void, undefined> {
  const errors: string[] = [];
  const pages = readOggPages(new ByteReader(bytes), () => errors.push('page'));
  for await (const link of readOggLinks(pages)) {
    try {
      yield* decodeLink(link);
    } catch (error) {
      // Damage that no check sum shows reaches the decoders, which throw whatever they run into.
      if (isFromTheSystem(error)) throw error;
      errors.push('decoder');
    }
  }
  if (errors.length > 0) yield damage('ogg');
}

function decodeLink({ codec, pages }: OggLink): AsyncIterable<DecodedAudio> {
  switch (codec) {
    case 'vorbis':
      return decodeVorbisPages(pages);
    case 'opus':
      return decodeOpusPackets(readOggPackets(pages));
    case 'flac':
      return decodeFlacPackets(readOggPackets(pages));
  }
}

/** Reading the file fails with codes, decoding it does not. */
function isFromTheSystem(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
