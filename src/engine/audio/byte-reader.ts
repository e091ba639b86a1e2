const NOTHING: Uint8Array = new Uint8Array(0);

/** Reads exact numbers of bytes from a stream of arbitrary chunks. Holds no more than what was asked for, plus a chunk. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #buffered = NOTHING;
  #position = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Bytes consumed so far. */
  get position(): number {
    return this.#position;
  }

  /** The next `length` bytes without consuming them; fewer where the stream ends earlier. */
  async peek(length: number): Promise<Uint8Array> {
    while (this.#buffered.length < length) {
      const next = await this.#chunks.next();
      if (next.done === true) break;
      this.#buffered = this.#buffered.length === 0 ? next.value : joinBytes(this.#buffered, next.value);
    }
    return this.#buffered.subarray(0, length);
  }

  /** Consumes `length` bytes; fewer where the stream ends earlier. */
  async read(length: number): Promise<Uint8Array> {
    const bytes = await this.peek(length);
    this.#consume(bytes.length);
    return bytes;
  }

  /** Consumes `length` bytes unseen, and returns how many there were. */
  async skip(length: number): Promise<number> {
    let skipped = 0;
    for await (const bytes of this.chunks(length)) skipped += bytes.length;
    return skipped;
  }

  /** Consumes the stream as it comes, up to `limit` bytes. */
  async *chunks(limit = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array, void, undefined> {
    for (let left = limit; left > 0;) {
      if (this.#buffered.length === 0 && (await this.peek(1)).length === 0) return;
      const bytes = this.#buffered.subarray(0, left);
      this.#consume(bytes.length);
      left -= bytes.length;
      yield bytes;
    }
  }

  #consume(length: number): void {
    this.#buffered = this.#buffered.subarray(length);
    this.#position += length;
  }
}

/** Both arrays in one. */
export function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

/** `bytes` as ASCII text, for the four-letter names inside audio files. */
export function asciiText(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
