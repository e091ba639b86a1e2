/** How likely each language is, by Whisper's code. */
export type LanguageProbabilities = ReadonlyMap<string, number>;

/** The language that was heard before stays, unless another one is so many times likelier. */
const LIKELIER_TO_CHANGE = 4;

/**
 * Which language is spoken.
 * @param before what the source spoke before, if anything: a short or unclear utterance is taken for more of it.
 */
export function chooseLanguage(probabilities: LanguageProbabilities, before: string | undefined): string | undefined {
  const [best] = [...probabilities].toSorted(([, a], [, b]) => b - a);
  if (!best) return undefined;
  const beforeProbability = before === undefined ? undefined : probabilities.get(before);
  if (before === undefined || beforeProbability === undefined) return best[0];
  return best[1] > LIKELIER_TO_CHANGE * beforeProbability ? best[0] : before;
}
