import { samplesToMs } from '../../audio/audio-frame.ts';
import { countSounds } from '../guards/sounds.ts';
import type { HeardWord } from '../recognizer.ts';
import { beginsWord } from '../word-beginning.ts';
import { layWords, type WordSpan } from './laid-words.ts';
import type { NativeSegment } from './native-module.ts';

/** A word as the native code wrote it, and about when it begins. */
interface WrittenWord {
  readonly text: string;
  readonly roughMs: number;
}

/** Words at the end of a sound are often placed a little behind it; what is farther behind was not said. */
const BEHIND_MS = 300;

/** A mark takes its time, too; so does the way from one word to the next. */
const BETWEEN_WORDS = 1;

/**
 * The words of a decode with their times, or nothing where these cannot be told. A word that the native code places well behind
 * the sound is invented, and keeps that place, so that this is seen.
 * @param text the whole text, of which the segments are the tokens.
 * @param samples the sound, at 16 kHz.
 */
export function heardWords(
  text: string,
  segments: readonly NativeSegment[],
  samples: Float32Array,
): readonly HeardWord[] | undefined {
  const written = writtenWords(text, segments);
  const firstBehind = written.findIndex(({ roughMs }) => roughMs > samplesToMs(samples.length) + BEHIND_MS);
  const said = firstBehind === -1 ? written : written.slice(0, firstBehind);
  const spans = layWords(
    samples,
    said.map((word) => ({
      weight: countSounds(word.text) + BETWEEN_WORDS,
      marked: /\p{P}\s*$/u.test(word.text),
      roughMs: word.roughMs,
    })),
  );
  return (
    spans &&
    written.map((word, index) => ({
      text: index === 0 ? word.text.trimStart() : word.text,
      ...(spans[index] ?? nativeSpan(written, index)),
    }))
  );
}

function nativeSpan(words: readonly WrittenWord[], index: number): WordSpan {
  const startMs = words[index]?.roughMs ?? 0;
  return { startMs, endMs: words[index + 1]?.roughMs ?? startMs };
}

/** Tokens that end in the middle of a character are unreadable: what the text has in their place is theirs. */
function writtenWords(text: string, segments: readonly NativeSegment[]): readonly WrittenWord[] {
  const words: WrittenWord[] = [];
  const add = (piece: string, roughMs: number): void => {
    const last = words.at(-1);
    if (last && !beginsWord(piece, last.text)) words[words.length - 1] = { ...last, text: last.text + piece };
    else if (piece !== '') words.push({ text: piece, roughMs });
  };
  let position = 0;
  let unreadable: NativeSegment | undefined;
  for (const segment of segments) {
    const at = segment.text.includes('\uFFFD') ? -1 : text.indexOf(segment.text, position);
    if (at === -1) {
      unreadable ??= segment;
      continue;
    }
    add(text.slice(position, at), (unreadable ?? segment).t0);
    add(segment.text, segment.t0);
    position = at + segment.text.length;
    unreadable = undefined;
  }
  add(text.slice(position), unreadable?.t0 ?? words.at(-1)?.roughMs ?? 0);
  return words;
}
