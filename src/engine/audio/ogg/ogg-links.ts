import { oggCodecOf, type OggCodec } from './ogg-codec.ts';
import type { OggPage } from './ogg-pages.ts';

/** One recording of those that stand behind one another in an Ogg file, each with a codec and a rate of its own. */
export interface OggLink {
  readonly codec: OggCodec;
  /** The pages of its sound. To be read before the next link is asked for. */
  readonly pages: AsyncIterable<OggPage>;
}

/**
 * The recordings of an Ogg file. Streams that run beside one another, such as a film and its sound, all begin before
 * anything else does; the first of them that can be decoded is heard.
 */
export async function* readOggLinks(pages: AsyncIterable<OggPage>): AsyncGenerator<OggLink, void, undefined> {
  const iterator = pages[Symbol.asyncIterator]();
  let next = await iterator.next();
  while (next.done !== true) {
    let sound: { serial: number; codec: OggCodec } | undefined;
    const firsts: OggPage[] = [];
    for (; next.done !== true && next.value.isFirst; next = await iterator.next()) {
      const codec = oggCodecOf(next.value.body);
      if (codec !== undefined) sound ??= { serial: next.value.serial, codec };
      firsts.push(next.value);
    }
    async function* ofLink(): AsyncGenerator<OggPage, void, undefined> {
      for (const page of firsts) if (page.serial === sound?.serial) yield page;
      for (; next.done !== true && !next.value.isFirst; next = await iterator.next()) {
        if (next.value.serial === sound?.serial) yield next.value;
      }
    }
    const own = ofLink();
    if (sound !== undefined) yield { codec: sound.codec, pages: own };
    // What nobody wanted of it stands between here and the next one.
    while ((await own.next()).done !== true);
    while (next.done !== true && !next.value.isFirst) next = await iterator.next();
  }
}
