import { primarySubtag } from '../protocol/language/parse-language.ts';

/** Languages that the detector knows by the name of a near relative. */
const DETECTED_AS: Readonly<Record<string, readonly string[]>> = {
  nb: ['no'],
  nn: ['no'],
  bs: ['hr'],
  sr: ['sr', 'hr'],
  id: ['ms'],
  fil: ['tl'],
};

/** Fewer words, or fewer letters, may be anything. */
const FEWEST_WORDS = 5;
const FEWEST_LETTERS = 24;

/** The expected language may score so much less than the detected one: near relatives score alike. */
const NEAR_SCORE = 0.8;

/**
 * The primary subtag of what a text is surely in, where that is another language than `language`. Undefined also where it is
 * too short to tell, or where the detector does not know the language.
 * @param source its words prove nothing where the text has them too: names stay as they were said.
 */
export type LanguageCheck = (text: string, language: string, source?: string) => string | undefined;

/** Loads the detector; its smallest data takes a third of a second and some 80 MB. */
export async function loadLanguageCheck(): Promise<LanguageCheck> {
  const { eld } = await import('eld/extrasmall');
  const known = new Set(Object.values(eld.info().Languages));
  return (text, language, source = '') => {
    const own = tellingWords(text, source);
    if (own.length < FEWEST_WORDS || own.join(' ').length < FEWEST_LETTERS) return undefined;
    const primary = primarySubtag(language);
    const expected = (DETECTED_AS[primary] ?? [primary]).filter((code) => known.has(code));
    const detected = eld.detect(own.join(' '));
    if (expected.length === 0 || !detected.isReliable() || expected.includes(detected.language)) return undefined;
    const scores = detected.getScores();
    const best = Math.max(...expected.map((code) => scores[code] ?? 0));
    return best < NEAR_SCORE * (scores[detected.language] ?? 0) ? primarySubtag(detected.language) : undefined;
  };
}

/** Words that are no names: the source does not have them, and they have no capital inside of the text. */
function tellingWords(text: string, source: string): string[] {
  const said = new Set(wordsOf(source.toLowerCase()));
  return wordsOf(text).filter(
    (word, index) => !said.has(word.toLowerCase()) && (index === 0 || !/^\p{Lu}/u.test(word)),
  );
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}'’]+/gu) ?? [];
}
