import { asciiText } from './byte-reader.ts';

/** So many bytes of a FLAC file, or of FLAC in Ogg, hold its length. */
export const FLAC_LENGTH_BYTES = 80;

/** Distance from the signature to the 36 bits that count the samples: block head, block and frame sizes, rate. */
const LENGTH_OFFSET = 4 + 4 + 10 + 3;

/** Samples per channel that a FLAC file claims to hold; 0 where it does not say. `start` is its first bytes. */
export function flacLengthSamples(start: Uint8Array): number {
  const signature = asciiText(start).indexOf('fLaC');
  const field = start.subarray(signature + LENGTH_OFFSET, signature + LENGTH_OFFSET + 5);
  if (signature < 0 || field.length < 5) return 0;
  const view = new DataView(field.buffer, field.byteOffset, field.length);
  return (view.getUint8(0) & 0x0f) * 2 ** 32 + view.getUint32(1);
}
