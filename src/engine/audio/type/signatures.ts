import { asciiText } from '../byte-reader.ts';

/** Sound or film that only ffmpeg can read. */
export interface ForeignFormat {
  /** What people call it; ends the sentence "The file holds …". */
  readonly name: string;
  /** What ffmpeg calls it, so that it need not guess. */
  readonly demuxer: string;
}

const foreign = (name: string, demuxer: string): ForeignFormat => ({ name, demuxer });

/** Files that begin with a fixed text. */
const SIGNATURES: readonly (readonly [start: string, format: ForeignFormat])[] = [
  ['RIFX', foreign('big-endian WAV', 'wav')],
  ['riff', foreign('Wave64 sound', 'w64')],
  ['FORM', foreign('AIFF sound', 'aiff')],
  ['caff', foreign('Core Audio sound', 'caf')],
  ['.snd', foreign('AU sound', 'au')],
  ['#!AMR', foreign('AMR sound', 'amr')],
  ['wvpk', foreign('WavPack sound', 'wv')],
  ['MAC ', foreign("Monkey's Audio sound", 'ape')],
  ['TTA1', foreign('True Audio sound', 'tta')],
  ['tBaK', foreign('TAK sound', 'tak')],
  ['MPCK', foreign('Musepack sound', 'mpc8')],
  ['MP+', foreign('Musepack sound', 'mpc')],
  ['DSD ', foreign('DSD sound', 'dsf')],
  ['FRM8', foreign('DSD sound', 'iff')],
  ['Creative Voice File', foreign('VOC sound', 'voc')],
  ['NIST_1A', foreign('SPHERE sound', 'nistsphere')],
  ['.RMF', foreign('RealMedia sound', 'rm')],
  ['.ra\xfd', foreign('RealAudio sound', 'rm')],
  ['FLV', foreign('Flash video', 'flv')],
  ['\x1aE\xdf\xa3', foreign('Matroska or WebM sound', 'matroska')],
  ['0&\xb2u\x8ef\xcf\x11', foreign('Windows Media sound', 'asf')],
  ['\x00\x00\x01\xba', foreign('MPEG program stream (video)', 'mpeg')],
  ['\x06\x0e+4\x02\x05\x01\x01\x0d\x01\x02\x01', foreign('MXF video', 'mxf')],
  ['\x0bw', foreign('AC-3 sound', 'ac3')],
  ['\x7f\xfe\x80\x01', foreign('DTS sound', 'dts')],
];

/** What MP4 and QuickTime files begin with: each part has its length, then one of these names. */
const MP4_PARTS = ['ftyp', 'styp', 'moov', 'moof', 'mdat', 'wide', 'free', 'skip', 'pnot', 'sidx', 'uuid'];

/** Of parts without a fixed content, another one must follow where the first one ends, if that can be seen. */
const MP4_NAME = /^[a-z0-9]{4}$/u;

/** The format that only ffmpeg reads whose fixed beginning `start` has. */
export function foreignFormatOf(start: Uint8Array): ForeignFormat | undefined {
  const text = asciiText(start.subarray(0, 48));
  if (isMp4(start)) {
    const isQuickTime = !text.startsWith('ftyp', 4) || text.startsWith('qt  ', 8);
    return foreign(isQuickTime ? 'QuickTime or MP4 video' : 'M4A or MP4 (AAC) sound', 'mov');
  }
  if (text.startsWith('RIFF') && text.startsWith('AVI', 8)) return foreign('AVI video', 'avi');
  return SIGNATURES.find(([signature]) => text.startsWith(signature))?.[1];
}

function isMp4(start: Uint8Array): boolean {
  const name = asciiText(start.subarray(4, 8));
  if (!MP4_PARTS.includes(name)) return false;
  const size = start.subarray(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
  if (name === 'ftyp') return true;
  // 1: the length follows the name, in 64 bits. 0: up to the end.
  const isSize = size === 0 || size === 1 || size >= 8;
  const next = start.subarray(size + 4, size + 8);
  return isSize && (size < 8 || next.length < 4 || MP4_NAME.test(asciiText(next)));
}
