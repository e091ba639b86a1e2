import { open } from 'node:fs/promises';

/** The first four bytes of a ggml file, little-endian. */
const GGML_MAGIC = 0x67676d6c;

/** True where the file begins as a ggml model does. */
export async function isGgmlFile(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32LE(0) === GGML_MAGIC;
  } finally {
    await handle.close();
  }
}
