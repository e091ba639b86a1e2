import type { FileHandle } from 'node:fs/promises';

const BUFFER_BYTES = 64 * 1024;

/** Thrown where a file ends before what its header promises. */
export class FileEndedError extends Error {
  override readonly name = 'FileEndedError';
}

/** Reads little-endian fields of a file one after the other, and jumps over what is not wanted. */
export class FileCursor {
  readonly #handle: FileHandle;
  readonly #size: number;
  #buffer: Buffer = Buffer.alloc(0);
  #bufferStart = 0;
  #position = 0;

  /** @param size length of the file in bytes. */
  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.#size = size;
  }

  /** Offset of the next byte. */
  get position(): number {
    return this.#position;
  }

  get atEnd(): boolean {
    return this.#position >= this.#size;
  }

  /** Jumps over `bytes`, which the file must have. */
  skip(bytes: number): void {
    if (bytes < 0 || this.#position + bytes > this.#size) throw new FileEndedError('The file ends too early.');
    this.#position += bytes;
  }

  async int32(): Promise<number> {
    return (await this.bytes(4)).readInt32LE(0);
  }

  /** The next `count` bytes; valid until the next call. */
  async bytes(count: number): Promise<Buffer> {
    const start = this.#position;
    this.skip(count);
    if (start < this.#bufferStart || start + count > this.#bufferStart + this.#buffer.length) {
      this.#buffer = Buffer.alloc(Math.min(Math.max(count, BUFFER_BYTES), this.#size - start));
      this.#bufferStart = start;
      const { bytesRead } = await this.#handle.read(this.#buffer, 0, this.#buffer.length, start);
      if (bytesRead < count) throw new FileEndedError('The file ends too early.');
    }
    return this.#buffer.subarray(start - this.#bufferStart, start - this.#bufferStart + count);
  }
}
