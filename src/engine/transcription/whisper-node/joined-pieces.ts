import type { HeardWord, Hypothesis } from '../recognizer.ts';

/** What was heard in a sound that fits into the window. */
export interface HeardPiece {
  readonly text: string;
  /** A code of Whisper. */
  readonly language: string;
  readonly endedByLength: boolean;
  readonly looped: boolean;
  /** It says more than was said: it looped, or words are timed behind the sound. */
  readonly doubtful: boolean;
  readonly words: readonly HeardWord[] | undefined;
  readonly lengthMs: number;
}

/** What was heard in the parts of a sound that is longer than the window, as one. */
export function joinPieces(pieces: readonly HeardPiece[]): Omit<Hypothesis, 'language'> {
  const spoken = pieces.filter(({ text }) => text !== '');
  const words = wordsOf(pieces);
  return {
    text: spoken.map(({ text }) => text).join(' '),
    endedByLength: pieces.some(({ endedByLength }) => endedByLength),
    looped: pieces.some(({ looped }) => looped),
    ...(words ? { words } : {}),
  };
}

/** Nothing where a part with text has no times. */
function wordsOf(pieces: readonly HeardPiece[]): readonly HeardWord[] | undefined {
  const words: HeardWord[] = [];
  let offsetMs = 0;
  for (const piece of pieces) {
    if (piece.text !== '' && !piece.words) return undefined;
    for (const [index, { text, startMs, endMs }] of (piece.words ?? []).entries()) {
      const space = index === 0 && words.length > 0 ? ' ' : '';
      words.push({ text: space + text, startMs: offsetMs + startMs, endMs: offsetMs + endMs });
    }
    offsetMs += piece.lengthMs;
  }
  return words.length === 0 ? undefined : words;
}
