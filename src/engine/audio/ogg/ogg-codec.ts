import { asciiText } from '../byte-reader.ts';

/** What can be decoded of Ogg files. */
export type OggCodec = 'vorbis' | 'opus' | 'flac';

const SIGNATURES: readonly (readonly [start: string, codec: OggCodec])[] = [
  ['OpusHead', 'opus'],
  ['\x01vorbis', 'vorbis'],
  ['\x7fFLAC', 'flac'],
];

/** The codec of an Ogg stream, by its first packet; undefined for others, such as film. */
export function oggCodecOf(firstPacket: Uint8Array): OggCodec | undefined {
  const text = asciiText(firstPacket.subarray(0, 8));
  return SIGNATURES.find(([signature]) => text.startsWith(signature))?.[1];
}
