import { asciiText, type ByteReader } from '../byte-reader.ts';
import { nextCrc16 } from '../crc.ts';
import { isTag } from '../tags.ts';
import { FLAC_HEAD_BYTES, flacFrameHeadAt, type FlacFrameHead } from './flac-frame-head.ts';

/** Behind the head there is at least one byte of sound, and the check sum. */
const LEAST_BODY_BYTES = 3;

/** How far the next frame is looked for at once. */
const SEARCH_BYTES = 0x1_0000;

/**
 * The frames of a FLAC stream until it ends, or until another one begins. A frame says nowhere how long it is: it ends
 * where its check sum is right and the next one begins. What is left out between frames is told by `onDamage`; what stands
 * behind the last one, such as tags, is not.
 */
export async function* readFlacFrames(
  reader: ByteReader,
  onDamage: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let skipped = false;
  let found = false;
  while ((await reader.peek(1)).length > 0) {
    const head = flacFrameHeadAt(await reader.peek(FLAC_HEAD_BYTES), 0);
    if (head === undefined) {
      if (isFlac(await reader.peek(4))) return;
      skipped = true;
      await reader.skip(await distanceToFrame(reader));
      continue;
    }
    if (skipped) onDamage();
    skipped = false;
    found = true;
    const limit = mostBytes(head);
    const end = frameEnd(await reader.peek(limit + FLAC_HEAD_BYTES), head);
    if (end !== undefined) yield await reader.read(end);
    else {
      onDamage();
      await reader.skip(1);
    }
  }
  if (skipped && !found) onDamage();
}

/** True where a FLAC file starts with these bytes. */
export function isFlac(start: Uint8Array): boolean {
  return asciiText(start.subarray(0, 4)) === 'fLaC';
}

/** True where `bytes`, all of them, are one frame that arrived as it was written. */
export function isWholeFlacFrame(bytes: Uint8Array): boolean {
  return flacFrameHeadAt(bytes, 0) !== undefined && bytes.reduce(nextCrc16, 0) === 0;
}

/** Sound that cannot be compressed is stored as it is, one of two channels with a bit more. */
function mostBytes({ bytes, samples, channels, bits }: FlacFrameHead): number {
  return bytes + Math.ceil((samples * channels * ((bits || 32) + 1)) / 8) + 64;
}

function frameEnd(window: Uint8Array, head: FlacFrameHead): number | undefined {
  let crc = 0;
  let firstMatch: number | undefined;
  for (let end = 1; end <= window.length; end++) {
    crc = nextCrc16(crc, window[end - 1] ?? 0);
    if (crc !== 0 || end < head.bytes + LEAST_BODY_BYTES) continue;
    if (end === window.length || goesOnAt(window, end)) return end;
    // The sum is right by chance once in 65536 bytes, so this is only believed where nothing better comes.
    firstMatch ??= end;
  }
  return firstMatch;
}

function goesOnAt(window: Uint8Array, at: number): boolean {
  const next = window.subarray(at, at + 4);
  return flacFrameHeadAt(window, at) !== undefined || isFlac(next) || isTag(next);
}

async function distanceToFrame(reader: ByteReader): Promise<number> {
  const window = await reader.peek(SEARCH_BYTES);
  for (let at = 1; at < window.length; at++) {
    if (flacFrameHeadAt(window, at) !== undefined || isFlac(window.subarray(at, at + 4))) return at;
  }
  // A head may be cut by the end of the window, not by the end of the file.
  return window.length < SEARCH_BYTES ? window.length : window.length - FLAC_HEAD_BYTES;
}
