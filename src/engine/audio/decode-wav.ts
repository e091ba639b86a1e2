import type { ByteReader } from './byte-reader.ts';
import type { MonoAudio } from './mono-audio.ts';
import { BYTES_PER_SAMPLE, PcmDecoder, type PcmFormat } from './pcm-decoder.ts';
import { CHUNK_HEAD_BYTES, chunkHeadAt, isAtChunk, isWav, paddingBytes } from './wav-chunks.ts';
import { readWavHeader } from './wav-header.ts';

/** Sizes of 32 bits begin again at 0 after so many bytes. */
const WRAP_BYTES = 2 ** 32;

/** Less is a rounding of the writer. */
const TOLD_SECONDS = 0.05;

interface WavOptions {
  /** Names the sound in errors and warnings. */
  readonly source: string;
  readonly onWarning: (message: string) => void;
}

/** The sound of a WAV file, and of those that stand behind it. Throws an `EngineError` as `readWavHeader` does. */
export async function* decodeWav(reader: ByteReader, options: WavOptions): AsyncGenerator<MonoAudio, void, undefined> {
  do {
    const { format, dataBytes } = await readWavHeader(reader, options.source);
    yield* new WavSound(reader, format, options).read(dataBytes);
  } while (isWav(await reader.peek(12)) && (await reader.peek(12)).length === 12);
}

/** Sound without a header, up to `bytes` bytes of it. */
export async function* decodePcm(
  reader: ByteReader,
  decoder: PcmDecoder,
  sampleRate: number,
  bytes?: number,
): AsyncGenerator<MonoAudio, void, undefined> {
  for await (const chunk of reader.chunks(bytes)) yield { samples: decoder.decode(chunk), sampleRate };
}

/** The sound behind one header. Its length is a promise that recorders which crash, or wrap around, do not keep. */
class WavSound {
  readonly #reader: ByteReader;
  readonly #options: WavOptions;
  readonly #decoder: PcmDecoder;
  readonly #sampleRate: number;
  readonly #bytesPerSecond: number;

  constructor(reader: ByteReader, format: PcmFormat, options: WavOptions) {
    this.#reader = reader;
    this.#options = options;
    this.#decoder = new PcmDecoder(format);
    this.#sampleRate = format.sampleRate;
    this.#bytesPerSecond = BYTES_PER_SAMPLE[format.encoding] * format.channels * format.sampleRate;
  }

  async *read(promisedBytes: number | undefined): AsyncGenerator<MonoAudio, void, undefined> {
    const missing = yield* this.#decode(promisedBytes);
    if (promisedBytes === undefined) return;
    this.#tell(missing, (seconds) => `is cut short: ${seconds} s that its header promises are missing.`);
    let more = 0;
    for (let size = promisedBytes; await this.#isAmidSound(size); size = WRAP_BYTES) {
      more += WRAP_BYTES - (yield* this.#decode(WRAP_BYTES));
    }
    // Exactly once around is what a long recording of a careful writer looks like.
    if (more % WRAP_BYTES !== 0) {
      this.#tell(more, (seconds) => `is longer than its header says: ${seconds} s more were read.`);
    }
    yield* this.#readChunks();
  }

  /** Returns how many of `bytes` were not there. */
  async *#decode(bytes: number | undefined): AsyncGenerator<MonoAudio, number, undefined> {
    const start = this.#reader.position;
    yield* decodePcm(this.#reader, this.#decoder, this.#sampleRate, bytes);
    return (bytes ?? 0) - (this.#reader.position - start);
  }

  /** Passes over the padding of what was read, `size` bytes, where that was all the sound. */
  async #isAmidSound(size: number): Promise<boolean> {
    if ((await this.#reader.peek(CHUNK_HEAD_BYTES)).length < CHUNK_HEAD_BYTES) return false;
    if (await isAtChunk(this.#reader)) return false;
    if (size % 2 === 0 || !(await isAtChunk(this.#reader, 1))) return true;
    await this.#reader.skip(1);
    return false;
  }

  /** What stands behind the sound: mostly tags, and sometimes more sound. */
  async *#readChunks(): AsyncGenerator<MonoAudio, void, undefined> {
    for (;;) {
      const next = await this.#reader.peek(12);
      if (next.length < CHUNK_HEAD_BYTES || isWav(next) || !(await isAtChunk(this.#reader))) return;
      const { id, size } = chunkHeadAt(await this.#reader.read(CHUNK_HEAD_BYTES));
      if (id === 'data') yield* this.#decode(size);
      else await this.#reader.skip(size);
      await this.#reader.skip(await paddingBytes(this.#reader, size));
    }
  }

  #tell(bytes: number, sentence: (seconds: string) => string): void {
    const seconds = bytes / this.#bytesPerSecond;
    if (seconds >= TOLD_SECONDS) this.#options.onWarning(`${this.#options.source} ${sentence(seconds.toFixed(1))}`);
  }
}
