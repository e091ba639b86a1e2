import { asciiText, type ByteReader } from '../byte-reader.ts';
import { nextCrc32 } from '../crc.ts';
import { isTag } from '../tags.ts';

const HEAD_BYTES = 27;
const CRC_AT = 22;
const NO_CRC = new Uint8Array(4);

/** One page of an Ogg file: a piece of one of its streams. */
export interface OggPage {
  /** Tells the streams apart. */
  readonly serial: number;
  /** Its first packet began on an earlier page. */
  readonly isContinued: boolean;
  /** It is the first one of its stream. */
  readonly isFirst: boolean;
  /** Where the stream stands behind it, in samples of its codec; negative where no packet ends on it. */
  readonly granule: number;
  /** Sizes of the segments, 0 to 255 bytes each. */
  readonly segments: Uint8Array;
  readonly body: Uint8Array;
  /** All of it, as it stands in the file. */
  readonly bytes: Uint8Array;
  /**
   * `cut`: the file ends within it, and its last packets are missing. `damaged`: its check sum is wrong, though it ends
   * where the next one begins; some of its packets may be whole.
   */
  readonly state: 'whole' | 'cut' | 'damaged';
}

/**
 * The pages of an Ogg file. Where bytes are damaged it goes on with the next page, and calls `onDamage`. Of the last page
 * it gives what there is.
 */
export async function* readOggPages(
  reader: ByteReader,
  onDamage: () => void,
): AsyncGenerator<OggPage, void, undefined> {
  for (let isLost = false; ;) {
    const start = await reader.peek(4);
    if (start.length < 4) return;
    const page = isPage(start) ? await peekPage(reader) : undefined;
    if (page === undefined) {
      if (!isLost && !isTag(start)) onDamage();
      isLost = true;
      await reader.skip(1);
      continue;
    }
    if (page.state !== 'whole') onDamage();
    isLost = false;
    await reader.skip(page.bytes.length);
    yield page;
  }
}

/** The page at which `reader` stands; undefined where it makes no sense. */
async function peekPage(reader: ByteReader): Promise<OggPage | undefined> {
  const head = await reader.peek(HEAD_BYTES);
  const bodyAt = HEAD_BYTES + (head[HEAD_BYTES - 1] ?? 0);
  const segments = (await reader.peek(bodyAt)).subarray(HEAD_BYTES);
  if (head.length < HEAD_BYTES) return undefined;
  const end = bodyAt + segments.reduce((sum, size) => sum + size, 0);
  const next = (await reader.peek(end + 4)).subarray(end);
  const bytes = await reader.peek(end);
  if (bytes.length < end) return isAnotherPageIn(bytes) ? undefined : pageOf(cutShort(bytes, bodyAt), 'cut');
  if (isSumRight(bytes)) return pageOf(bytes.slice(), 'whole');
  // A size that is damaged leads to the midst of another page.
  return next.length === 0 || isPage(next) ? pageOf(bytes.slice(), 'damaged') : undefined;
}

function pageOf(bytes: Uint8Array, state: OggPage['state']): OggPage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const bodyAt = HEAD_BYTES + view.getUint8(HEAD_BYTES - 1);
  const flags = view.getUint8(5);
  return {
    serial: view.getUint32(14, true),
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    granule: Number(view.getBigInt64(6, true)),
    segments: bytes.subarray(HEAD_BYTES, bodyAt),
    body: bytes.subarray(bodyAt),
    bytes,
    state,
  };
}

/** The segments of the last page that are there, as a page. */
function cutShort(bytes: Uint8Array, bodyAt: number): Uint8Array {
  const whole: number[] = [];
  let end = bodyAt;
  for (const size of bytes.subarray(HEAD_BYTES, bodyAt)) {
    if (end + size > bytes.length) break;
    end += size;
    whole.push(size);
  }
  const head = bytes.subarray(0, HEAD_BYTES - 1);
  return Uint8Array.from([...head, whole.length, ...whole, ...bytes.subarray(bodyAt, end)]);
}

function isPage(start: Uint8Array): boolean {
  return asciiText(start.subarray(0, 4)) === 'OggS';
}

/** True where the check sum of a page, all of it, fits the rest. */
export function isSumRight(page: Uint8Array): boolean {
  const parts = [page.subarray(0, CRC_AT), NO_CRC, page.subarray(CRC_AT + 4)];
  const stored = new DataView(page.buffer, page.byteOffset, page.length).getUint32(CRC_AT, true);
  return parts.reduce(nextCrc32, 0) === stored;
}

/** A page whose size is damaged reaches over the ones that follow. */
function isAnotherPageIn(bytes: Uint8Array): boolean {
  for (let at = 1; at + 4 <= bytes.length; at++)
    if (bytes[at] === 0x4f && isPage(bytes.subarray(at, at + 4))) return true;
  return false;
}
