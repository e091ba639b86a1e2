/** A clause of fewer words is too little to be worth one of the few requests of an utterance. */
const FEWEST_CLAUSE_WORDS = 3;

/** So many new words are worth a request although no clause ends in them. */
const MANY_NEW_WORDS = 6;

/**
 * The end of a clause. In spaced scripts a mark counts only before white space or at the end; marks of unspaced scripts
 * always count, and so does the place before an opening `¿` or `¡`.
 */
const CLAUSE_END = /[.,;:!?…،؛؟۔।॥]+["'”’»)\]]*(?=\s|$)|[、。，！？；：…]+["」』”）】]*|(?=[¿¡])/gu;

const SENTENCE_END = /[.!?…؟۔।॥。！？]["'”’»」』）)\]]*\s*$/u;

/** What may go on as a number, such as `3.` as `3.5`. */
const OPEN_NUMBER = /\d[.,:]$/;

/** The beginning of `text` up to the last end of a clause; empty where no clause has ended. */
export function committedClauses(text: string): string {
  let end = 0;
  for (const match of text.matchAll(CLAUSE_END)) {
    const matchEnd = match.index + match[0].length;
    if (matchEnd < text.length || !OPEN_NUMBER.test(text)) end = matchEnd;
  }
  return text.slice(0, end).trimEnd();
}

/** True where the text ends with the end of a clause. */
export function endsClause(text: string): boolean {
  const trimmed = text.trimEnd();
  return trimmed !== '' && committedClauses(trimmed) === trimmed;
}

/** True where the text ends with the end of a sentence. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text) && endsClause(text);
}

/**
 * The beginning of `stableText` that is worth a translation now: everything up to the last end of a clause, or all of it
 * once many words have come without one. `undefined` where too little came since the last request.
 * @param requestedLength how many characters of the text the last request held; stable text is append-only.
 * @param language BCP-47 tag of the text; decides how words are counted.
 */
export function nextClauses(stableText: string, requestedLength: number, language: string): string | undefined {
  const newWordsOf = (text: string): number => countWords(text.slice(requestedLength), language);
  const clauses = committedClauses(stableText);
  if (clauses.length > requestedLength && newWordsOf(clauses) >= FEWEST_CLAUSE_WORDS) return clauses;
  const all = stableText.trimEnd();
  return newWordsOf(all) >= MANY_NEW_WORDS ? all : undefined;
}

/** The number of words of `text`, by dictionary where the script does not separate them by spaces. */
export function countWords(text: string, language: string): number {
  return wordsOf(text, language).length;
}

/** The words of `text` with their places in it. */
export function wordsOf(text: string, language: string): readonly Intl.SegmentData[] {
  return [...segmenterOf(language).segment(text)].filter(({ isWordLike }) => isWordLike === true);
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const segmenter = createSegmenter(language);
  segmenters.set(language, segmenter);
  return segmenter;
}

function createSegmenter(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' });
  } catch (error) {
    // A recogniser may name a language by a word that is no BCP-47 tag; words are counted nearly as well without it.
    if (error instanceof RangeError) return new Intl.Segmenter(undefined, { granularity: 'word' });
    throw error;
  }
}
