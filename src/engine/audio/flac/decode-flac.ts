import { asciiText, ByteReader } from '../byte-reader.ts';
import { damage, type DecodedAudio } from '../decoded-audio.ts';
import { quietly } from '../quietly.ts';
import { isFlac, isWholeFlacFrame, readFlacFrames } from './flac-frames.ts';

const STREAM_INFO_BYTES = 34;
const IS_LAST_BLOCK = 0x80;

/** Where the mapping of FLAC to Ogg keeps the beginning of a usual file. */
const OGG_HEAD_BYTES = 9;

/**
 * Decodes a FLAC file, or several behind one another. The frames are found here, since the parser of the package loses
 * the last one of many files.
 */
export async function* decodeFlac(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<DecodedAudio, void, undefined> {
  const reader = new ByteReader(bytes);
  const errors: string[] = [];
  while (isFlac(await reader.peek(4))) {
    const info = await readMetadata(reader);
    if (info === undefined) errors.push('head');
    let missing = info?.samples ?? 0;
    const frames = readFlacFrames(reader, () => errors.push('frame'));
    for await (const decoded of decodeFrames(frames)) {
      missing -= decoded.samplesDecoded;
      yield decoded;
    }
    if (missing > 0) errors.push('missing');
  }
  if (errors.length > 0) yield damage('flac');
}

/** Decodes FLAC in Ogg: each packet behind the headers is a frame. */
export async function* decodeFlacPackets(
  packets: AsyncIterable<{ readonly data: Uint8Array }>,
): AsyncGenerator<DecodedAudio, void, undefined> {
  let missing = 0;
  const errors: string[] = [];
  async function* frames(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const { data } of packets) {
      if (asciiText(data.subarray(1, 5)) === 'FLAC') {
        missing = streamInfo(data.subarray(OGG_HEAD_BYTES + 8)).samples;
      } else if (data[0] === 0xff) {
        if (isWholeFlacFrame(data)) yield data;
        else errors.push('frame');
      }
    }
  }
  for await (const decoded of decodeFrames(frames())) {
    missing -= decoded.samplesDecoded;
    yield decoded;
  }
  if (errors.length > 0 || missing > 0) yield damage('flac');
}

async function* decodeFrames(frames: AsyncIterable<Uint8Array>): AsyncGenerator<DecodedAudio, void, undefined> {
  const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
  const decoder = new FLACDecoder();
  try {
    await decoder.ready;
    for await (const frame of frames) yield await quietly(() => decoder.decodeFrames([frame]));
  } finally {
    decoder.free();
  }
}

/** Leaves `reader` behind the blocks that stand before the sound. The first of them tells of it, where it is not damaged. */
async function readMetadata(reader: ByteReader): Promise<{ samples: number } | undefined> {
  await reader.skip(4);
  let info: { samples: number } | undefined;
  for (let isLast = false; !isLast;) {
    const [type = IS_LAST_BLOCK, ...size] = await reader.peek(4);
    // Where a block has the wrong size, the sound begins somewhere before its end.
    if (type === 0xff) break;
    await reader.skip(4);
    isLast = (type & IS_LAST_BLOCK) !== 0;
    const length = size.reduce((sum, byte) => sum * 256 + byte, 0);
    if ((type & ~IS_LAST_BLOCK) === 0 && length === STREAM_INFO_BYTES) info = streamInfo(await reader.read(length));
    else await reader.skip(length);
  }
  return info;
}

/** `samples`: per channel; 0 where the file does not say. */
function streamInfo(block: Uint8Array): { samples: number } {
  if (block.length < STREAM_INFO_BYTES) return { samples: 0 };
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  return { samples: (view.getUint8(13) & 0x0f) * 2 ** 32 + view.getUint32(14) };
}
