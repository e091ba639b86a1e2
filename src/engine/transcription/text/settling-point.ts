import { isUnspaced } from '../../../protocol/language/writing.ts';
import { endsSentence } from '../../../protocol/sentence-end.ts';
import type { TimedToken } from './timed-tokens.ts';
import { trailingMarks } from './tokens.ts';

/** What was said so far of a caption: how many words, and for how long. */
interface Length {
  readonly words: number;
  readonly ms: number;
}

/** A sentence of less than this stays with the next one. */
const SHORTEST: Length = { words: 2, ms: 700 };

/** From here on, a caption without the end of a sentence ends at a comma; a little later before a conjunction; then anywhere. */
const AT_COMMA: Length = { words: 7, ms: 2500 };
const AT_CONJUNCTION: Length = { words: 12, ms: 4000 };
const ANYWHERE: Length = { words: 18, ms: 6000 };

/** A word of an unspaced script is about two grapheme clusters. */
const CLUSTERS_PER_WORD = 2;

/** Abbreviations that are not the end of a sentence though a capital follows. */
const ABBREVIATION =
  /^(?:\p{L}|mr|mrs|ms|dr|prof|st|sr|sra|jr|vs|hr|fr|mme|mlle|etc|bzw|ca|dott|sig|gen|col|rev|hon|capt|lt|sgt)\.$/iu;

/** Words that begin a clause, in the languages that streamers speak most. */
const CONJUNCTIONS = new Set(
  (
    'and but or so because that which who when where while if then although since until than ' +
    'y e pero o porque que cuando donde mientras si aunque entonces sino ' +
    'und aber oder weil dass wenn als denn sondern obwohl damit während ' +
    'et mais ou parce car quand qui où donc lorsque puisque comme ' +
    'ma perché quando mentre dove anche però ' +
    'mas porque quando onde enquanto embora ' +
    'i ale bo że który и но или что потому когда если'
  ).split(' '),
);

/** Words that belong to what follows: nothing ends with them where that can be helped. */
const LONGEST_BOUND_WORD = 3;

/** Where a hypothesis may be cut. */
export interface SettlingOptions {
  /** The hypothesis. */
  readonly tokens: readonly TimedToken[];
  /** So many of its tokens were stable before, and so many are stable now. */
  readonly settledBefore: number;
  readonly stable: number;
  /** The marks after these tokens were the same in the hypothesis before; of the others they may be a guess. */
  readonly sameMarks: (index: number) => boolean;
  /** BCP-47 tag. */
  readonly language: string;
}

/**
 * How many tokens make a finished caption, or nothing. At least one stable word follows, so that the end is no guess; and no
 * word that was shown as stable comes to stand behind it.
 */
export function settlingPoint(options: SettlingOptions): number | undefined {
  const { tokens, settledBefore, stable } = options;
  const startMs = tokens[0]?.startMs;
  if (startMs === undefined) return undefined;
  const clusters = isUnspaced(options.language) ? CLUSTERS_PER_WORD : 1;
  for (let count = Math.max(1, settledBefore); count < stable; count += 1) {
    const [last, next] = [tokens[count - 1], tokens[count]];
    if (!last || !next) continue;
    const length: Length = { words: count / clusters, ms: (last.endMs ?? startMs) - startMs };
    if (mayEnd(last, next, length, options.sameMarks(count - 1))) return count;
  }
  return undefined;
}

/**
 * How many tokens of a final make its first sentence, where more follow it; nothing where they are one sentence, or come
 * without times.
 */
export function firstSentence(tokens: readonly TimedToken[], language: string): number | undefined {
  const startMs = tokens[0]?.startMs;
  if (startMs === undefined) return undefined;
  const clusters = isUnspaced(language) ? CLUSTERS_PER_WORD : 1;
  for (let count = 1; count < tokens.length; count += 1) {
    const [last, next] = [tokens[count - 1], tokens[count]];
    const length: Length = { words: count / clusters, ms: (last?.endMs ?? startMs) - startMs };
    if (last && next && isSentenceEnd(last, next) && isLongEnough(length)) return count;
  }
  return undefined;
}

function mayEnd(last: TimedToken, next: TimedToken, length: Length, sameMarks: boolean): boolean {
  const marks = trailingMarks(last.surface);
  if (sameMarks && isSentenceEnd(last, next)) return isLongEnough(length);
  if (sameMarks && /[,;:،，、；：—–]/u.test(marks)) return reaches(length, AT_COMMA);
  if (CONJUNCTIONS.has(next.key) && !CONJUNCTIONS.has(last.key)) return reaches(length, AT_CONJUNCTION);
  return reaches(length, ANYWHERE) && (last.key.length > LONGEST_BOUND_WORD || length.words >= 2 * ANYWHERE.words);
}

function isLongEnough({ words, ms }: Length): boolean {
  return words >= SHORTEST.words || ms >= SHORTEST.ms;
}

function isSentenceEnd(last: TimedToken, next: TimedToken): boolean {
  if (!endsSentence(last.surface) || ABBREVIATION.test(last.surface)) return false;
  const goesOn =
    /^\p{Ll}/u.test(next.surface) || (/(?:\d|^no|^nr)\.$/iu.test(last.surface) && /^\d/u.test(next.surface));
  return !goesOn;
}

function reaches(length: Length, limit: Length): boolean {
  return length.words >= limit.words || (length.ms >= limit.ms && length.words >= limit.words / 2);
}
