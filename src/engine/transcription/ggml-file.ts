import { open } from 'node:fs/promises';

/** The first four bytes of a file, as a little-endian number. */
export const GGML_MAGIC = 0x67676d6c;
const GGUF_MAGIC = 0x46554747;

/** Which of the two forms of ggml models a file begins as; `undefined` for neither. */
export async function ggmlKind(file: string): Promise<'ggml' | 'gguf' | undefined> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead < 4) return undefined;
    const magic = buffer.readUInt32LE(0);
    if (magic === GGML_MAGIC) return 'ggml';
    return magic === GGUF_MAGIC ? 'gguf' : undefined;
  } finally {
    await handle.close();
  }
}
