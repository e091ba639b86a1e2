import type { SpokenWord } from '../../test/support/speech/recordings.ts';

/** Sound with the words that are said in it. */
export interface SpokenSound {
  /** Mono, 16 kHz. */
  readonly samples: Float32Array;
  readonly words: readonly SpokenWord[];
}

/** Before and after a pause that is cut, so that no word is. */
const MARGIN_MS = 60;

/** Cuts every pause down to a length in milliseconds. The times of the words follow. */
export function cutPauses({ samples, words }: SpokenSound, longestMs: number): SpokenSound {
  const keptMs = Math.max(longestMs, 2 * MARGIN_MS);
  const pieces: Float32Array[] = [];
  const moved: SpokenWord[] = [];
  let fromMs = Math.max(0, (words[0]?.startMs ?? 0) - keptMs / 2);
  let removedMs = fromMs;
  const keep = (untilMs: number, nextMs: number): void => {
    pieces.push(samples.slice(Math.round(fromMs * 16), Math.round(untilMs * 16)));
    removedMs += nextMs - untilMs;
    fromMs = nextMs;
  };
  for (const [index, word] of words.entries()) {
    moved.push({ text: word.text, startMs: word.startMs - removedMs, endMs: word.endMs - removedMs });
    const next = words[index + 1];
    if (next && next.startMs - word.endMs > keptMs) keep(word.endMs + keptMs / 2, next.startMs - keptMs / 2);
  }
  const endMs = Math.min(samples.length / 16, (words.at(-1)?.endMs ?? 0) + keptMs / 2);
  keep(endMs, endMs);
  return { samples: joined(pieces), words: moved };
}

/** Sounds one after the other, again and again, until they last so long. */
export function repeated(sounds: readonly SpokenSound[], lengthMs: number): SpokenSound {
  const pieces: Float32Array[] = [];
  const words: SpokenWord[] = [];
  let atMs = 0;
  for (let index = 0; atMs < lengthMs; index += 1) {
    const sound = sounds[index % sounds.length];
    if (!sound || sound.samples.length === 0) throw new Error('There is no sound to repeat.');
    pieces.push(sound.samples);
    const startMs = atMs;
    words.push(
      ...sound.words.map((word) => ({ ...word, startMs: word.startMs + startMs, endMs: word.endMs + startMs })),
    );
    atMs += sound.samples.length / 16;
  }
  return { samples: joined(pieces), words };
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
}
