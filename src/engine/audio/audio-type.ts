import { asciiText } from './byte-reader.ts';
import { isWav } from './wav-header.ts';

/** Compressed sound that can be decoded. */
export type CompressedCodec = 'mp3' | 'flac' | 'ogg-vorbis' | 'ogg-opus';

/** What the first bytes of a file say about the rest. */
export type AudioType =
  | { readonly kind: 'wav' }
  | { readonly kind: 'compressed'; readonly codec: CompressedCodec }
  /** Sound or video of a sort that cannot be decoded; `name` is what people call it. */
  | { readonly kind: 'unsupported'; readonly name: string }
  | { readonly kind: 'unknown' };

/** So many bytes of a file are enough to tell its type: an Ogg page head and the first bytes of its first packet. */
export const TYPE_BYTES = 48;

const compressed = (codec: CompressedCodec): AudioType => ({ kind: 'compressed', codec });
const unsupported = (name: string): AudioType => ({ kind: 'unsupported', name });

/** Files that begin with a fixed text. */
const SIGNATURES: readonly (readonly [start: string, type: AudioType])[] = [
  ['fLaC', compressed('flac')],
  ['ID3', compressed('mp3')],
  ['RIFX', unsupported('big-endian WAV')],
  ['RIFF', unsupported('AVI video')],
  ['riff', unsupported('Wave64 sound')],
  ['FORM', unsupported('AIFF sound')],
  ['caff', unsupported('Core Audio sound')],
  ['.snd', unsupported('AU sound')],
  ['#!AMR', unsupported('AMR sound')],
  ['wvpk', unsupported('WavPack sound')],
  ['MAC ', unsupported("Monkey's Audio sound")],
  ['FLV', unsupported('Flash video')],
  ['\x1aE\xdf\xa3', unsupported('Matroska or WebM sound')],
  ['0&\xb2u\x8ef\xcf\x11', unsupported('Windows Media sound')],
];

/** The first packet of an Ogg stream tells the codec. */
const OGG_SIGNATURES: typeof SIGNATURES = [
  ['OpusHead', compressed('ogg-opus')],
  ['\x01vorbis', compressed('ogg-vorbis')],
  ['\x7fFLAC', compressed('flac')],
  ['Speex', unsupported('Ogg Speex sound')],
];

/** Tells the type of a file by its first `TYPE_BYTES` bytes. The file's name does not matter. */
export function audioTypeOf(start: Uint8Array): AudioType {
  if (isWav(start)) return { kind: 'wav' };
  const text = asciiText(start);
  if (text.startsWith('OggS')) {
    const firstPacket = text.slice(27 + (start[26] ?? 0));
    return matching(OGG_SIGNATURES, firstPacket) ?? unsupported('Ogg content other than Vorbis, Opus or FLAC');
  }
  if (text.startsWith('ftyp', 4)) return unsupported('M4A or MP4 (AAC) sound');
  return matching(SIGNATURES, text) ?? mpegTypeOf(start);
}

function matching(signatures: typeof SIGNATURES, text: string): AudioType | undefined {
  return signatures.find(([signature]) => text.startsWith(signature))?.[1];
}

/** MPEG sound has no signature, only frames, each with a header of 4 bytes. */
function mpegTypeOf([first = 0, second = 0, third = 0]: Uint8Array): AudioType {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return { kind: 'unknown' };
  const layer = (second >> 1) & 0b11;
  if (layer === 0 && (second & 0xf0) === 0xf0) return unsupported('AAC sound');
  const isVersion = ((second >> 3) & 0b11) !== 0b01;
  const isBitRate = third >> 4 !== 0b1111 && third >> 4 !== 0;
  const isSampleRate = ((third >> 2) & 0b11) !== 0b11;
  // Layer 1 is not believed: UTF-16 text files start with what looks like it.
  const isLayer = layer === 0b01 || layer === 0b10;
  return isVersion && isLayer && isBitRate && isSampleRate ? compressed('mp3') : { kind: 'unknown' };
}
