import { open } from 'node:fs/promises';

const VERSION = 1n;

/** A model has about 130 tensors; a number far beyond is no header. */
const MOST_TENSORS = 10_000;

const PREFIX_BYTES = 16;
const TENSOR_HEADER_BYTES = 32;

/**
 * Why the file cannot be a whole Marian model, as the end of a sentence about it; `undefined` where its header is sound
 * and it is as long as the header says. Reads a few kilobytes only.
 */
export async function modelFileFault(file: string): Promise<string | undefined> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const prefix = Buffer.alloc(PREFIX_BYTES);
    const { bytesRead } = await handle.read(prefix, 0, PREFIX_BYTES, 0);
    if (bytesRead < PREFIX_BYTES) return 'is empty or cut short';
    const tensors = Number(prefix.readBigUInt64LE(8));
    if (prefix.readBigUInt64LE(0) !== VERSION || tensors > MOST_TENSORS) return 'is not a translation model';
    const headers = Buffer.alloc(tensors * TENSOR_HEADER_BYTES);
    const read = await handle.read(headers, 0, headers.length, PREFIX_BYTES);
    const complete = read.bytesRead === headers.length && size >= payloadBytes(headers) + PREFIX_BYTES + headers.length;
    return complete ? undefined : 'is cut short';
  } finally {
    await handle.close();
  }
}

/** The bytes behind the tensor headers: names, shapes (4 bytes for each dimension) and data. */
function payloadBytes(headers: Buffer): number {
  let bytes = 0n;
  for (let at = 0; at < headers.length; at += TENSOR_HEADER_BYTES) {
    bytes += headers.readBigUInt64LE(at) + 4n * headers.readBigUInt64LE(at + 16) + headers.readBigUInt64LE(at + 24);
  }
  return Number(bytes);
}
