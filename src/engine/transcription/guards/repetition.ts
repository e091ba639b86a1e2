import { deflateRawSync } from 'node:zlib';

/** Ordinary speech deflates to about half; a loop to a small part. The limit is the one that Whisper itself uses. */
const MAX_COMPRESSION_RATIO = 2.4;

/** Shorter texts say nothing about compression. */
const SHORTEST_COMPRESSED_CHARACTERS = 60;

/** A phrase of up to so many tokens that follows itself so many times is a loop. */
const LONGEST_LOOP_TOKENS = 8;
const LOOP_REPEATS = 4;

/** True where the text says the same again and again. @param keys the compared form of its tokens. */
export function isRepetitive(text: string, keys: readonly string[]): boolean {
  return hasLoop(keys) || compressionRatio(text) > MAX_COMPRESSION_RATIO;
}

function compressionRatio(text: string): number {
  if (text.length < SHORTEST_COMPRESSED_CHARACTERS) return 1;
  const bytes = Buffer.from(text);
  return bytes.length / deflateRawSync(bytes).length;
}

/** True where a run of tokens follows itself without anything between, longer ones fewer times. */
function hasLoop(keys: readonly string[]): boolean {
  for (let size = 1; size <= LONGEST_LOOP_TOKENS; size += 1) {
    const repeats = size === 1 ? LOOP_REPEATS + 1 : LOOP_REPEATS;
    let run = 0;
    for (let index = size; index < keys.length; index += 1) {
      run = keys[index] === keys[index - size] ? run + 1 : 0;
      if (run >= size * (repeats - 1)) return true;
    }
  }
  return false;
}
