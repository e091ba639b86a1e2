import { audioTypeOf, findAudio, type AudioType } from './audio-type.ts';
import type { ByteReader } from './byte-reader.ts';
import { ID3_HEAD_BYTES, id3Bytes } from './tags.ts';

/** Enough to know a type by its structure: several frames, packets or pages. */
const TYPE_BYTES = 0x1_0000;

/** So far sound is looked for behind what does not belong to it. */
const SEARCH_BYTES = 0x10_0000;

/** The longest three frames of MP3 that are usual, and five packets of a transport stream. */
const RAW_CHECK_BYTES = 6000;
const SIGNATURE_BYTES = 48;

/** What a stream of bytes holds, and whether there were tags before it. */
export interface LocatedAudio {
  readonly type: AudioType;
  readonly hasTag: boolean;
}

/** Leaves `reader` where sound begins, behind tags and what else is no sound, and tells its type. Reads a mebibyte at most. */
export async function locateAudio(reader: ByteReader): Promise<LocatedAudio> {
  let hasTag = false;
  for (let tag = await tagBytes(reader); tag > 0; tag = await tagBytes(reader)) {
    hasTag = true;
    await reader.skip(tag);
  }
  const start = await reader.peek(TYPE_BYTES);
  const type = audioTypeOf(start, start.length < TYPE_BYTES);
  if (type.kind !== 'unknown') return { type, hasTag };
  const more = await reader.peek(SEARCH_BYTES);
  const found = findAudio(more, more.length < SEARCH_BYTES);
  await reader.skip(found.start);
  return { type: found.type, hasTag };
}

/**
 * True where raw sound is what `reader` holds, since it has neither a signature nor the structure of a file. Reads only a
 * few bytes of most sound, so that a live source is not held up.
 */
export async function isRawSound(reader: ByteReader): Promise<boolean> {
  const start = await reader.peek(SIGNATURE_BYTES);
  if (id3Bytes(start) > 0) return false;
  // Samples may look like the beginning of an MPEG frame or packet, but not like several of them.
  const mayBeMpeg = start[0] === 0xff || start[0] === 0x47 || start[4] === 0x47;
  const bytes = mayBeMpeg ? await reader.peek(RAW_CHECK_BYTES) : start;
  return audioTypeOf(bytes, false).kind === 'unknown';
}

/** How far a tag reaches, or is believed to: many programs write wrong sizes. */
async function tagBytes(reader: ByteReader): Promise<number> {
  const tag = id3Bytes(await reader.peek(ID3_HEAD_BYTES));
  if (tag === 0) return 0;
  if (tag > SEARCH_BYTES) return (await reader.peek(SEARCH_BYTES)).length < SEARCH_BYTES ? ID3_HEAD_BYTES : tag;
  const behind = (await reader.peek(tag + TYPE_BYTES)).subarray(tag);
  const isRight = id3Bytes(behind) > 0 || audioTypeOf(behind, behind.length < TYPE_BYTES).kind !== 'unknown';
  // Otherwise only its head is passed over, and sound is looked for in the rest of it.
  return isRight ? tag : ID3_HEAD_BYTES;
}
