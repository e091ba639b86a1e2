import { EngineError } from '../engine/errors.ts';
import { modelLanguages } from '../engine/translation/local/model-languages.ts';

/** All models have English on one side. */
const PIVOT = 'en';

/** Both in lower case: `es-MX` is Spanish of Mexico, `es-mt` is from Spanish into Maltese. */
const PAIR = /^([a-z]{2,3})-([a-z]{2,3})$/u;

/**
 * What a user means by some pairs (`es-en`; `es-fr` is two models) or languages (`es fr`: all that is needed to translate
 * between them, both ways), as pairs that can be downloaded.
 * @param available the pairs of the list.
 * @throws EngineError `usage` where one is unknown.
 */
export function wantedPairs(words: readonly string[], available: readonly string[]): readonly string[] {
  const known = new Set(available);
  const wanted = words.flatMap((word) => {
    const pairs = pairsFor(word, known);
    if (pairs.length > 0 || word === PIVOT) return pairs;
    throw new EngineError('usage', `There is no translation model "${word}".`, {
      hint: 'See overlingo models list; name pairs such as es-en, or languages such as es fr.',
    });
  });
  if (wanted.length > 0) return [...new Set(wanted)];
  throw new EngineError('usage', 'English alone needs no translation model.', { hint: 'Name another language too.' });
}

function pairsFor(word: string, known: ReadonlySet<string>): readonly string[] {
  if (known.has(word)) return [word];
  const [, source, target] = PAIR.exec(word) ?? [];
  if (source === undefined || target === undefined) return bothWays(word, known);
  const legs = [`${source}-${PIVOT}`, `${PIVOT}-${target}`];
  return legs.every((leg) => known.has(leg)) ? legs : [];
}

/** The best model that reads a language, and the one that writes it, as far as there are any. */
function bothWays(tag: string, known: ReadonlySet<string>): readonly string[] {
  const reading = modelLanguages(tag, 'source').map((language) => `${language}-${PIVOT}`);
  const writing = modelLanguages(tag, 'target').map((language) => `${PIVOT}-${language}`);
  return [reading, writing].flatMap((pairs) => pairs.find((pair) => known.has(pair)) ?? []);
}
