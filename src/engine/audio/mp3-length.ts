import { asciiText } from './byte-reader.ts';

/** A header with its table of contents and what LAME adds, behind the longest side information. */
export const MP3_HEAD_BYTES = 256;

const IS_MPEG1 = 0x08;
const IS_MONO = 0xc0;
const FRAME_HEAD_BYTES = 4;
const CRC_BYTES = 2;

const HAS_FRAMES = 0b0001;
const HAS_BYTES = 0b0010;
const HAS_TABLE = 0b0100;
const HAS_QUALITY = 0b1000;
const TABLE_BYTES = 100;

/** In what LAME adds, and others after it, the delays stand behind its name and what it did to the sound. */
const DELAYS_AT = 21;

/** Where VBRI stands, whatever the sound is. */
const VBRI_AT = 36;

/** Encoders count the header as a frame or not, and decoders leave out a delay that is told nowhere. Frames. */
const UNTOLD_FRAMES = 4;

/** What the header of an MP3 file promises; 0 for what it does not say. */
export interface PromisedLength {
  /** Per channel, without what encoders fill up. */
  readonly samples: number;
  /** From the beginning of the header. */
  readonly bytes: number;
  /** Per channel, in which such promises may be wrong. */
  readonly slack: number;
}

interface Read {
  readonly bytes: number;
  readonly samples: number;
}

/** The promise in the first frame (Xing, Info or VBRI); undefined where there is none. @param head of the first frame on. */
export function promisedLength(head: Uint8Array): PromisedLength | undefined {
  if (head.length < MP3_HEAD_BYTES || head[0] !== 0xff) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const isMpeg1 = (view.getUint8(1) & IS_MPEG1) !== 0;
  const isMono = (view.getUint8(3) & IS_MONO) === IS_MONO;
  const samplesInFrame = isMpeg1 ? 1152 : 576;
  const slack = UNTOLD_FRAMES * samplesInFrame;
  if (nameAt(head, VBRI_AT) === 'VBRI') {
    const samples = view.getUint32(VBRI_AT + 14) * samplesInFrame;
    return { samples, bytes: view.getUint32(VBRI_AT + 10), slack };
  }
  const sideBytes = isMpeg1 ? (isMono ? 17 : 32) : isMono ? 9 : 17;
  const at = [FRAME_HEAD_BYTES + sideBytes, FRAME_HEAD_BYTES + CRC_BYTES + sideBytes].find((place) =>
    ['Xing', 'Info'].includes(nameAt(head, place)),
  );
  if (at === undefined) return undefined;
  const flags = view.getUint32(at + 4);
  let next = at + 8;
  const field = (flag: number): number => {
    if ((flags & flag) === 0) return 0;
    next += 4;
    return view.getUint32(next - 4);
  };
  const samples = field(HAS_FRAMES) * samplesInFrame;
  const bytes = field(HAS_BYTES);
  next += ((flags & HAS_TABLE) === 0 ? 0 : TABLE_BYTES) + ((flags & HAS_QUALITY) === 0 ? 0 : 4);
  return { samples: Math.max(0, samples - filledUp(view, next)), bytes, slack };
}

/** How much of what was promised did not come, in samples per channel; 0 where all did. */
export function missingSamples({ samples, bytes, slack }: PromisedLength, read: Read): number {
  if (samples === 0 && (bytes === 0 || read.bytes === 0)) return 0;
  const promised = samples > 0 ? samples : (read.samples * bytes) / read.bytes;
  const missing = promised - read.samples;
  return missing > slack ? Math.round(missing) : 0;
}

/** Samples that the encoder added before and behind the sound; 0 where it does not tell. */
function filledUp(view: DataView, at: number): number {
  if (!/^[A-Z]/iu.test(String.fromCharCode(view.getUint8(at)))) return 0;
  const [high = 0, middle = 0, low = 0] = [0, 1, 2].map((index) => view.getUint8(at + DELAYS_AT + index));
  return ((high << 4) | (middle >> 4)) + (((middle & 0x0f) << 8) | low);
}

function nameAt(head: Uint8Array, at: number): string {
  return asciiText(head.subarray(at, at + 4));
}
