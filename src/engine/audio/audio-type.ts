import { asciiText } from './byte-reader.ts';
import { isFlac } from './flac/flac-frames.ts';
import { oggCodecOf } from './ogg/ogg-codec.ts';
import { isSumRight } from './ogg/ogg-pages.ts';
import { mpegSoundAt } from './type/mpeg-frames.ts';
import { foreignFormatOf, type ForeignFormat } from './type/signatures.ts';
import { isTransportStreamAt } from './type/transport-stream.ts';
import { isWav } from './wav-chunks.ts';

/** Compressed sound that can be decoded. */
export type CompressedCodec = 'mp3' | 'flac' | 'ogg';

/** What the first bytes of a file say about the rest. */
export type AudioType =
  | { readonly kind: 'wav' }
  | { readonly kind: 'compressed'; readonly codec: CompressedCodec }
  /** Sound or video of a sort that only ffmpeg decodes. */
  | { readonly kind: 'foreign'; readonly format: ForeignFormat }
  | { readonly kind: 'unknown' };

/** Sound, and the distance from the first byte to where it begins. */
export interface FoundAudio {
  readonly type: AudioType;
  readonly start: number;
}

const UNKNOWN: AudioType = { kind: 'unknown' };
const AAC: ForeignFormat = { name: 'AAC sound', demuxer: 'aac' };
const TRANSPORT_STREAM: ForeignFormat = { name: 'an MPEG transport stream (video)', demuxer: 'mpegts' };
const OTHER_OGG: ForeignFormat = { name: 'Ogg content other than Vorbis, Opus or FLAC', demuxer: 'ogg' };

/**
 * Tells the type of a file by what it begins with. The file's name does not matter. `isWhole`: the file ends with
 * `bytes`. Sound without a signature is known by its structure, for which some kilobytes are needed.
 */
export function audioTypeOf(bytes: Uint8Array, isWhole = true): AudioType {
  if (isWav(bytes)) return { kind: 'wav' };
  if (isFlac(bytes)) return { kind: 'compressed', codec: 'flac' };
  if (isOgg(bytes, 0)) return oggTypeOf(bytes);
  const format = foreignFormatOf(bytes);
  if (format !== undefined) return { kind: 'foreign', format };
  // With a time of four bytes in front of each packet.
  if (isTransportStreamAt(bytes, 4, isWhole)) return { kind: 'foreign', format: TRANSPORT_STREAM };
  return typeByStructure(bytes, 0, isWhole);
}

/**
 * Sound that begins somewhere in `bytes`, behind what does not belong to it: zeros, the rest of a frame that a stream was
 * joined in, headers of other programs.
 */
export function findAudio(bytes: Uint8Array, isWhole: boolean): FoundAudio {
  const type = audioTypeOf(bytes, isWhole);
  if (type.kind !== 'unknown') return { type, start: 0 };
  for (let start = 1; start < bytes.length; start++) {
    const found = typeByStructure(bytes, start, isWhole);
    if (found.kind !== 'unknown') return { type: found, start };
  }
  return { type, start: 0 };
}

/** Only what cannot be a chance. */
function typeByStructure(bytes: Uint8Array, at: number, isWhole: boolean): AudioType {
  const first = bytes[at];
  if (first === 0xff) {
    const sound = mpegSoundAt(bytes, at, isWhole);
    if (sound === undefined) return UNKNOWN;
    return sound === 'mp3' ? { kind: 'compressed', codec: 'mp3' } : { kind: 'foreign', format: AAC };
  }
  if (first === 0x47) {
    return isTransportStreamAt(bytes, at, isWhole) ? { kind: 'foreign', format: TRANSPORT_STREAM } : UNKNOWN;
  }
  if (first === 0x66 && isFlacFileAt(bytes, at)) return { kind: 'compressed', codec: 'flac' };
  if (first === 0x4f && isOgg(bytes, at)) return oggTypeOf(bytes.subarray(at));
  if (first === 0x52 && isWav(bytes.subarray(at, at + 12)) && bytes.length >= at + 12) return { kind: 'wav' };
  return UNKNOWN;
}

/** The name, then the head of the block that always comes first. */
function isFlacFileAt(bytes: Uint8Array, at: number): boolean {
  return isFlac(bytes.subarray(at)) && asciiText(bytes.subarray(at + 5, at + 8)) === '\0\0\x22';
}

function isOgg(bytes: Uint8Array, at: number): boolean {
  return asciiText(bytes.subarray(at, at + 5)) === 'OggS\0';
}

/** All streams of an Ogg file begin before anything else: one that can be decoded is enough. */
function oggTypeOf(bytes: Uint8Array): AudioType {
  const ogg: AudioType = { kind: 'compressed', codec: 'ogg' };
  for (let at = 0; isOgg(bytes, at) && ((bytes[at + 5] ?? 0) & 2) !== 0;) {
    const bodyAt = at + 27 + (bytes[at + 26] ?? 0);
    if (oggCodecOf(bytes.subarray(bodyAt, bodyAt + 8)) !== undefined) return ogg;
    const end = bodyAt + bytes.subarray(at + 27, bodyAt).reduce((sum, size) => sum + size, 0);
    // What a damaged page says of itself counts for nothing.
    if (end <= bytes.length && !isSumRight(bytes.subarray(at, end))) return ogg;
    at = end;
  }
  return { kind: 'foreign', format: OTHER_OGG };
}
