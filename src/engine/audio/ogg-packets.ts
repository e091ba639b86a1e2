import { asciiText, joinBytes, type ByteReader } from './byte-reader.ts';

const PAGE_HEAD_BYTES = 27;
const CONTINUED = 0x01;
const FULL_SEGMENT = 255;

/** One packet of an Ogg stream, such as a header or a few milliseconds of sound. */
export interface OggPacket {
  readonly data: Uint8Array;
  /** Where the stream stands after this packet, in samples of its codec. Known for the last packet of a page only. */
  readonly granule: number | undefined;
}

/** The packets of an Ogg file. Where bytes are damaged it goes on with the next page, and calls `onDamage`. */
export async function* readOggPackets(
  reader: ByteReader,
  onDamage: () => void,
): AsyncGenerator<OggPacket, void, undefined> {
  let started: Uint8Array | undefined;
  while (await findPage(reader, onDamage)) {
    const head = await reader.read(PAGE_HEAD_BYTES);
    if (head.length < PAGE_HEAD_BYTES) return;
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    const segments = await reader.read(view.getUint8(26));
    const granule = Number(view.getBigInt64(6, true));
    const packetSizes = packetSizesOf(segments);
    // A packet that goes on from a page that was lost, or that was never finished, is no use.
    if ((view.getUint8(5) & CONTINUED) === 0) started = undefined;
    let skipFirst = (view.getUint8(5) & CONTINUED) !== 0 && started === undefined;

    for (const [index, { size, isWhole }] of packetSizes.entries()) {
      const part = await reader.read(size);
      if (part.length < size) {
        onDamage();
        return;
      }
      const data = started === undefined ? part : joinBytes(started, part);
      started = isWhole || skipFirst ? undefined : data;
      const isLastOfPage = packetSizes.slice(index + 1).every((later) => !later.isWhole);
      if (isWhole && !skipFirst) yield { data, granule: isLastOfPage && granule >= 0 ? granule : undefined };
      skipFirst &&= !isWhole;
    }
  }
}

/** Moves to the next page. False at the end. */
async function findPage(reader: ByteReader, onDamage: () => void): Promise<boolean> {
  for (let isAtPage = true; ; isAtPage = false) {
    const start = await reader.peek(4);
    if (start.length < 4) return false;
    if (asciiText(start) === 'OggS') return true;
    if (isAtPage) onDamage();
    await reader.skip(1);
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
