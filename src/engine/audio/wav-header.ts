import type { ByteReader } from './byte-reader.ts';
import type { PcmFormat } from './pcm-decoder.ts';
import { CHUNK_HEAD_BYTES, chunkHeadAt, isKnownChunk, paddingBytes, type ChunkHead } from './wav-chunks.ts';
import { damagedHeader, parseWavFormat } from './wav-format.ts';

/** What stands before the sound of a WAV file. */
export interface WavHeader {
  readonly format: PcmFormat;
  /** Size of the sound in bytes; undefined where the writer did not know it, and the sound goes on to the end. */
  readonly dataBytes: number | undefined;
}

/**
 * Programs that write WAV to a pipe put a placeholder of this size or more (sox 0x7fff0000 and up, ffmpeg 0xffffffff).
 * A true length of that size costs nothing: the sound then goes on to the end of the file.
 */
const PLACEHOLDER_BYTES = 0x7fff_0000;

/** No disk holds as much; some writers put a placeholder into 64 bits too. */
const MOST_BYTES = 2 ** 50;

/** A chunk of this size or more that is not the sound is damage, not something to hold in memory. */
const MAX_FORMAT_BYTES = 0x1_0000;

/**
 * Reads a WAV header and leaves `reader` at the first byte of sound. `source` names the file in errors.
 *
 * Throws an `EngineError`: `input-damaged` or `input-unsupported`.
 */
export async function readWavHeader(reader: ByteReader, source: string): Promise<WavHeader> {
  if ((await reader.read(12)).length < 12) throw damagedHeader(source, 'it is cut short');
  let format: PcmFormat | undefined;
  let dataBytes64: number | undefined;
  for (;;) {
    const { id, size } = await readChunkHead(reader, source);
    if (id === 'data') {
      if (format === undefined) throw damagedHeader(source, 'the sound comes before its format');
      return { format, dataBytes: await knownDataBytes(reader, size, dataBytes64) };
    }
    if (id === 'fmt ') format = parseWavFormat(await readBody(reader, size, source), source);
    else if (id === 'ds64') dataBytes64 = dataBytesOf(await readBody(reader, size, source), source);
    else if ((await reader.skip(size)) < size) throw damagedHeader(source, 'it has no sound after the header');
    await reader.skip(await paddingBytes(reader, size));
  }
}

async function readChunkHead(reader: ByteReader, source: string): Promise<ChunkHead> {
  const head = await reader.read(CHUNK_HEAD_BYTES);
  if (head.length === 0) throw damagedHeader(source, 'it has no sound after the header');
  if (head.length < CHUNK_HEAD_BYTES) throw damagedHeader(source, 'it is cut short');
  return chunkHeadAt(head);
}

async function readBody(reader: ByteReader, size: number, source: string): Promise<Uint8Array> {
  if (size > MAX_FORMAT_BYTES) throw damagedHeader(source, `it claims a format of ${size} bytes`);
  const body = await reader.read(size);
  if (body.length < size) throw damagedHeader(source, 'it is cut short');
  return body;
}

/** The size of the sound in an RF64 file, where 32 bits are not enough. */
function dataBytesOf(ds64: Uint8Array, source: string): number {
  if (ds64.length < 16) throw damagedHeader(source, 'its 64-bit sizes are cut short');
  return Number(new DataView(ds64.buffer, ds64.byteOffset, ds64.length).getBigUint64(8, true));
}

async function knownDataBytes(reader: ByteReader, size32: number, size64 = 0): Promise<number | undefined> {
  // The 64 bits count where the 32 bits say that they are not enough.
  const size = size64 > 0 && (size32 === 0xffff_ffff || size32 === 0) ? size64 : size32;
  if ((size >= PLACEHOLDER_BYTES && size <= 0xffff_ffff) || size > MOST_BYTES) return undefined;
  if (size > 0) return size;
  // A recorder that was killed leaves size 0, with the sound behind it; a file without sound ends, or goes on with tags.
  return isKnownChunk(await reader.peek(4)) ? 0 : undefined;
}
