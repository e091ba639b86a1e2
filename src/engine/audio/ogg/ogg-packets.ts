import { joinBytes } from '../byte-reader.ts';
import type { OggPage } from './ogg-pages.ts';

const FULL_SEGMENT = 255;

/** One packet of an Ogg stream, such as a header or a few milliseconds of sound. */
export interface OggPacket {
  readonly data: Uint8Array;
  /** Where the stream stands after this packet, in samples of its codec. Known for the last packet of a page only. */
  readonly granule: number | undefined;
}

/** The packets of one Ogg stream. A packet whose beginning or end is lost is left out. */
export async function* readOggPackets(pages: AsyncIterable<OggPage>): AsyncGenerator<OggPacket, void, undefined> {
  let started: Uint8Array | undefined;
  for await (const { isContinued, segments, body, granule } of pages) {
    const packetSizes = packetSizesOf(segments);
    // A packet that goes on from a page that was lost, or that was never finished, is no use.
    if (!isContinued) started = undefined;
    let skipFirst = isContinued && started === undefined;
    let at = 0;
    for (const [index, { size, isWhole }] of packetSizes.entries()) {
      const part = body.subarray(at, at + size);
      at += size;
      const data = started === undefined ? part : joinBytes(started, part);
      started = isWhole || skipFirst ? undefined : data;
      const isLastOfPage = packetSizes.slice(index + 1).every((later) => !later.isWhole);
      if (isWhole && !skipFirst) yield { data, granule: isLastOfPage && granule >= 0 ? granule : undefined };
      skipFirst &&= !isWhole;
    }
  }
}

/** A packet is a run of full segments and one that is not full; without that one it goes on in the next page. */
function packetSizesOf(segments: Uint8Array): { size: number; isWhole: boolean }[] {
  const sizes: { size: number; isWhole: boolean }[] = [];
  let size = 0;
  for (const segment of segments) {
    size += segment;
    if (segment === FULL_SEGMENT) continue;
    sizes.push({ size, isWhole: true });
    size = 0;
  }
  if (size > 0) sizes.push({ size, isWhole: false });
  return sizes;
}
