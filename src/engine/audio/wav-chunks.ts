import { asciiText, type ByteReader } from './byte-reader.ts';

/** Size of a chunk's name and length. */
export const CHUNK_HEAD_BYTES = 8;

/** Names of chunks that programs write into WAV files. Some writers forget the padding of odd ones, so names are looked for. */
const NAMES = new Set(
  (
    'fmt |data|ds64|LIST|list|id3 |ID3 |fact|cue |smpl|inst|bext|iXML|axml|aXML|chna|cart|link|JUNK|junk|PAD |FLLR|PEAK|' +
    'levl|_PMX|acid|afsp|DISP|minf|elm1|regn|umid|plst|labl|note|ltxt|strc|LGWV|wavl|slnt|SAUR|Cr8r|PrmL|SNDM|ovwf'
  ).split('|'),
);

/** What other names look like. */
const LIKELY_NAME = /^[A-Za-z][A-Za-z0-9_ ]{3}$/u;

/** A chunk without a known name must end where another one begins, or the file ends; it may be so long for that. */
const MOST_CHECKED_BYTES = 0x10_0000;

const FORM_IDS = ['RIFF', 'RF64', 'BW64'];

/** Name and length of a chunk. */
export interface ChunkHead {
  readonly id: string;
  /** In bytes, without the padding. */
  readonly size: number;
}

/** True where a file that starts with these bytes is WAV, be it cut short within them. */
export function isWav(start: Uint8Array): boolean {
  return FORM_IDS.includes(asciiText(start.subarray(0, 4))) && 'WAVE'.startsWith(asciiText(start.subarray(8, 12)));
}

/** True where a chunk of a known name begins at `at`. */
export function isKnownChunk(bytes: Uint8Array, at = 0): boolean {
  return NAMES.has(nameAt(bytes, at));
}

/** The chunk that begins at `at` of `bytes`, which hold its head. */
export function chunkHeadAt(bytes: Uint8Array, at = 0): ChunkHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, CHUNK_HEAD_BYTES);
  return { id: nameAt(bytes, at), size: view.getUint32(4, true) };
}

/** Bytes that fill up a chunk of `size` bytes, at whose end `reader` stands. Few writers use other values than 0. */
export async function paddingBytes(reader: ByteReader, size: number): Promise<number> {
  if (size % 2 === 0) return 0;
  const next = await reader.peek(5);
  return next[0] === 0 || (isKnownChunk(next, 1) && !isKnownChunk(next)) ? 1 : 0;
}

/** True where a chunk or another WAV file begins `at` bytes behind `reader`, and not the midst of sound. */
export async function isAtChunk(reader: ByteReader, at = 0): Promise<boolean> {
  const next = (await reader.peek(at + 12)).subarray(at);
  if (next.length < CHUNK_HEAD_BYTES) return false;
  if (isKnownChunk(next) || (next.length === 12 && isWav(next))) return true;
  const { id, size } = chunkHeadAt(next);
  if (!LIKELY_NAME.test(id) || size > MOST_CHECKED_BYTES) return false;
  const end = at + CHUNK_HEAD_BYTES + size;
  const rest = await reader.peek(end + 5);
  return [end, end + 1].some((edge) => edge === rest.length || LIKELY_NAME.test(nameAt(rest, edge)));
}

function nameAt(bytes: Uint8Array, at: number): string {
  return asciiText(bytes.subarray(at, at + 4));
}
