import { crc8 } from '../crc.ts';

/** The longest head: four bytes, a number of seven, sizes of two and two, and the check sum. */
export const FLAC_HEAD_BYTES = 16;

/** What stands before the sound of a FLAC frame. */
export interface FlacFrameHead {
  readonly bytes: number;
  /** Samples per channel. */
  readonly samples: number;
  readonly channels: number;
  /** Bits of one sample; 0 where the head of the file tells them. */
  readonly bits: number;
}

const RESERVED_BITS = 3;
const BITS = [0, 8, 12, 0, 16, 20, 24, 32];

/** The head of the frame that begins at `at`; undefined where none does. */
export function flacFrameHeadAt(bytes: Uint8Array, at: number): FlacFrameHead | undefined {
  const [sync = 0, strategy = 0, sizes = 0, form = 0, number = 0] = bytes.subarray(at, at + 5);
  if (sync !== 0xff || (strategy & 0xfe) !== 0xf8) return undefined;
  const assignment = form >> 4;
  const bitsCode = (form >> 1) & 0b111;
  if (assignment > 10 || bitsCode === RESERVED_BITS || (form & 1) !== 0) return undefined;
  const numberBytes = lengthOfNumber(number);
  const sizeCode = sizes >> 4;
  const rateCode = sizes & 0x0f;
  if (numberBytes === 0 || sizeCode === 0 || rateCode === 15) return undefined;

  const sizeAt = at + 4 + numberBytes;
  const sizeBytes = sizeCode === 6 ? 1 : sizeCode === 7 ? 2 : 0;
  const rateBytes = rateCode === 12 ? 1 : rateCode === 13 || rateCode === 14 ? 2 : 0;
  const length = 4 + numberBytes + sizeBytes + rateBytes + 1;
  if (at + length > bytes.length || crc8(bytes.subarray(at, at + length)) !== 0) return undefined;
  const samples = samplesOf(sizeCode, bytes.subarray(sizeAt, sizeAt + sizeBytes));
  return { bytes: length, samples, channels: assignment < 8 ? assignment + 1 : 2, bits: BITS[bitsCode] ?? 0 };
}

/** Frames are counted in the manner of UTF-8: the leading ones of the first byte tell how many follow. */
function lengthOfNumber(first: number): number {
  if (first < 0x80) return 1;
  const length = Math.clz32(~(first << 24));
  return length >= 2 && length <= 7 ? length : 0;
}

function samplesOf(code: number, written: Uint8Array): number {
  const [high = 0, low = 0] = written;
  if (code === 1) return 192;
  if (code <= 5) return 576 << (code - 2);
  if (code === 6) return high + 1;
  return code === 7 ? high * 256 + low + 1 : 256 << (code - 8);
}
