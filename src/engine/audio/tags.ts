import { asciiText } from './byte-reader.ts';

/** What players and taggers put before and behind sound of any format: ID3 of both versions, APE, Lyrics3. */
const TAGS = /^(?:TAG|ID3|APET|LYRI)/u;

/** Length of the head of an ID3v2 tag. */
export const ID3_HEAD_BYTES = 10;
const HAS_FOOTER = 0x10;

/** True where a tag, and no sound, begins with these bytes. */
export function isTag(start: Uint8Array): boolean {
  return TAGS.test(asciiText(start.subarray(0, 4)));
}

/** Length of the ID3v2 tag that `start` begins with, in bytes; 0 where it begins with none. */
export function id3Bytes(start: Uint8Array): number {
  if (start.length < ID3_HEAD_BYTES || !asciiText(start.subarray(0, 3)).startsWith('ID3')) return 0;
  const [flags = 0, ...size] = start.subarray(5, ID3_HEAD_BYTES);
  // Each byte of the size has seven bits; a tag that uses the eighth is damaged, and its end has to be looked for.
  if (size.some((byte) => byte >= 0x80)) return ID3_HEAD_BYTES;
  const body = size.reduce((sum, byte) => sum * 0x80 + byte, 0);
  return ID3_HEAD_BYTES + body + ((flags & HAS_FOOTER) === 0 ? 0 : ID3_HEAD_BYTES);
}
