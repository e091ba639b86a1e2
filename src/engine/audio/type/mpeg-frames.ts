import { isTag } from '../tags.ts';

/** MPEG sound: layers 2 and 3, or AAC in frames of its own (ADTS). */
export type MpegSound = 'mp3' | 'aac';

/** What is common to the frames of one file, and how long one is. */
interface FrameHead {
  readonly sound: MpegSound;
  /** Version, layer and rate: frames of one file have them in common. */
  readonly kind: number;
  readonly bytes: number;
}

/** So many frames behind one another are no chance: each repeats twelve bits at the place that the one before tells. */
const SURE_FRAMES = 3;

const BIT_RATES_LAYER2 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const BIT_RATES_LAYER3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BIT_RATES_LOW = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLE_RATES = [44_100, 48_000, 32_000];
/** Versions 2.5, none, 2, 1: parts of the sample rates. */
const RATE_DIVISORS = [4, 0, 2, 1];

/**
 * What begins at `at`, by its frames: three behind one another, or as many as there are up to the end of the file.
 * `isWhole`: the file ends with `bytes`.
 */
export function mpegSoundAt(bytes: Uint8Array, at: number, isWhole: boolean): MpegSound | undefined {
  const first = frameHeadAt(bytes, at);
  if (first === undefined) return undefined;
  let position = at;
  for (let count = 0; count < SURE_FRAMES; count++) {
    const frame = frameHeadAt(bytes, position);
    if (frame?.kind !== first.kind) {
      const isEnd = isWhole && (position >= bytes.length || isTag(bytes.subarray(position)));
      // In the midst of a file one frame alone is a chance.
      return isEnd && count > (at === 0 ? 0 : 1) ? first.sound : undefined;
    }
    position += frame.bytes;
  }
  return first.sound;
}

function frameHeadAt(bytes: Uint8Array, at: number): FrameHead | undefined {
  const [sync = 0, form = 0, rates = 0, length3 = 0, length2 = 0, length1 = 0] = bytes.subarray(at, at + 6);
  if (sync !== 0xff || (form & 0xe0) !== 0xe0) return undefined;
  if ((form & 0xf6) === 0xf0) {
    const size = ((length3 & 0b11) << 11) | (length2 << 3) | (length1 >> 5);
    const isRate = ((rates >> 2) & 0x0f) < 13;
    return isRate && size > 7 ? { sound: 'aac', kind: (form << 8) | (rates & 0xfc), bytes: size } : undefined;
  }
  const bytesInFrame = mp3FrameBytes(form, rates);
  const kind = ((form & 0xfe) << 8) | (rates & 0x0c);
  return bytesInFrame === undefined ? undefined : { sound: 'mp3', kind, bytes: bytesInFrame };
}

function mp3FrameBytes(form: number, rates: number): number | undefined {
  const version = (form >> 3) & 0b11;
  const layer = (form >> 1) & 0b11;
  const divisor = RATE_DIVISORS[version] ?? 0;
  const sampleRate = (SAMPLE_RATES[(rates >> 2) & 0b11] ?? 0) / (divisor || 1);
  // Layer 1 is not believed: UTF-16 text files start with what looks like it.
  const isLayer3 = layer === 0b01;
  if (divisor === 0 || sampleRate === 0 || (!isLayer3 && layer !== 0b10)) return undefined;
  const table = divisor > 1 ? BIT_RATES_LOW : isLayer3 ? BIT_RATES_LAYER3 : BIT_RATES_LAYER2;
  const bitRate = (table[rates >> 4] ?? 0) * 1000;
  if (bitRate === 0) return undefined;
  const samplesPerByte = isLayer3 && divisor > 1 ? 72 : 144;
  return Math.floor((samplesPerByte * bitRate) / sampleRate) + ((rates >> 1) & 1);
}
