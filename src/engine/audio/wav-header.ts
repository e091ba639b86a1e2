import { asciiText, type ByteReader } from './byte-reader.ts';
import type { PcmFormat } from './pcm-decoder.ts';
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

/** A chunk of this size or more that is not the sound is damage, not something to hold in memory. */
const MAX_FORMAT_BYTES = 0x1_0000;

const FORM_IDS = ['RIFF', 'RF64', 'BW64'];
const KNOWN_TRAILERS = ['LIST', 'id3 ', 'ID3 ', 'fact', 'cue ', 'smpl', 'bext', 'iXML', 'JUNK', 'PAD ', 'PEAK', '_PMX'];

/** True where a file that starts with these bytes is WAV, be it cut short within them. */
export function isWav(start: Uint8Array): boolean {
  return FORM_IDS.includes(asciiText(start.subarray(0, 4))) && 'WAVE'.startsWith(asciiText(start.subarray(8, 12)));
}

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
      return { format, dataBytes: await knownDataBytes(reader, dataBytes64 ?? size) };
    }
    if (id === 'fmt ') format = parseWavFormat(await readBody(reader, size, source), source);
    else if (id === 'ds64') dataBytes64 = dataBytesOf(await readBody(reader, size, source), source);
    else if ((await reader.skip(size)) < size) throw damagedHeader(source, 'it has no sound after the header');
    // Chunks start at even offsets, but some writers forget the padding.
    if (size % 2 === 1 && (await reader.peek(1))[0] === 0) await reader.skip(1);
  }
}

async function readChunkHead(reader: ByteReader, source: string): Promise<{ id: string; size: number }> {
  const head = await reader.read(8);
  if (head.length === 0) throw damagedHeader(source, 'it has no sound after the header');
  if (head.length < 8) throw damagedHeader(source, 'it is cut short');
  const size = new DataView(head.buffer, head.byteOffset, 8).getUint32(4, true);
  return { id: asciiText(head.subarray(0, 4)), size };
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

async function knownDataBytes(reader: ByteReader, size: number): Promise<number | undefined> {
  if (size >= PLACEHOLDER_BYTES && size <= 0xffff_ffff) return undefined;
  if (size > 0) return size;
  // A recorder that was killed leaves size 0, with the sound behind it; a file without sound ends, or goes on with tags.
  return KNOWN_TRAILERS.includes(asciiText(await reader.peek(4))) ? 0 : undefined;
}
