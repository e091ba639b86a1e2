import type { StreamFormat } from '../../../protocol/stream-contract.ts';
import { StreamFailure } from './stream-failure.ts';

/** Loud floats overshoot 1 a little; integers written as floats are beyond this. */
const LOUDEST_FLOAT = 16;

const INT16_SCALE = 32_768;

/** The samples of a binary message, as floats in about [-1, 1]. Throws a `StreamFailure` where it holds anything else. */
export function decodeSamples(data: Uint8Array, format: StreamFormat): Float32Array {
  const size = format === 'float32' ? Float32Array.BYTES_PER_ELEMENT : Int16Array.BYTES_PER_ELEMENT;
  if (data.byteLength === 0) throw new StreamFailure('malformed', 'A binary message is empty.');
  if (data.byteLength % size !== 0) {
    throw new StreamFailure(
      'malformed',
      `A binary message of ${data.byteLength} bytes is not a whole number of ${format} samples.`,
    );
  }
  // A copy, because the message may lie anywhere in the memory of the socket, and arrays must be aligned.
  const bytes = new Uint8Array(data).buffer;
  if (format === 'int16') return new Float32Array(new Int16Array(bytes)).map((value) => value / INT16_SCALE);
  const samples = new Float32Array(bytes);
  for (const sample of samples) {
    // The comparison is false for what is not a number, too.
    if (!(Math.abs(sample) <= LOUDEST_FLOAT)) {
      throw new StreamFailure(
        'malformed',
        'A binary message holds no float32 samples in [-1, 1]. Say {"type":"hello","format":"int16"} first for integers.',
      );
    }
  }
  return samples;
}
