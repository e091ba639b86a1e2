/** How likely each language is, by Whisper's code; together 1. */
export type LanguageProbabilities = ReadonlyMap<string, number>;

/** A language and how likely it is, from 0 to 1. */
export interface LanguageGuess {
  /** A Whisper code. */
  readonly code: string;
  readonly probability: number;
}

/** The former language stays unless another one is so many times likelier: a few words often sound like a sister of it. */
const LIKELIER_TO_CHANGE = 8;

/** Within an utterance more sound may correct what less sound has told, but not back and forth. */
const LIKELIER_TO_CORRECT = 2;

/** Rarer languages are not favoured any more than one that silence makes so likely. */
const SMALLEST_SHARE_OF_SILENCE = 0.02;

/**
 * Takes out what the model believes before it hears a word: to silence it says English, and to a short sound it says that
 * still. Half of it (the root) is taken out, which was best for short sounds and does no harm to long ones.
 * @param silence what the model says to silence.
 */
export function withoutBias(heard: LanguageProbabilities, silence: LanguageProbabilities): LanguageProbabilities {
  const bias = (code: string): number => Math.sqrt(Math.max(silence.get(code) ?? 0, SMALLEST_SHARE_OF_SILENCE));
  return normalized([...heard].map(([code, probability]) => [code, probability / bias(code)]));
}

/** Only these languages, as if there were no others; all where none of them is known. */
export function among(probabilities: LanguageProbabilities, codes: readonly string[]): LanguageProbabilities {
  const wanted = [...probabilities].filter(([code]) => codes.includes(code));
  return wanted.length === 0 ? probabilities : normalized(wanted);
}

/** What speaks for a language beside the sound, as Whisper's codes. */
export interface Leaning {
  /** What was spoken before the utterance. */
  readonly former?: string | undefined;
  /** What an earlier, shorter decode of the utterance was surely taken for: then the former language counts no more. */
  readonly earlier?: string | undefined;
}

/**
 * Which language is spoken. What was spoken before stays for a short or unclear sound; the sound alone says how likely it
 * is.
 * @param probabilities of one language at least.
 */
export function chooseLanguage(probabilities: LanguageProbabilities, { former, earlier }: Leaning): LanguageGuess {
  const weightOf = ({ code, probability }: LanguageGuess): number => {
    if (earlier !== undefined) return code === earlier ? LIKELIER_TO_CORRECT * probability : probability;
    return code === former ? LIKELIER_TO_CHANGE * probability : probability;
  };
  const guesses = [...probabilities].map(([code, probability]) => ({ code, probability }));
  return guesses.reduce((best, guess) => (weightOf(guess) > weightOf(best) ? guess : best));
}

function normalized(weights: readonly (readonly [string, number])[]): LanguageProbabilities {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(weights.map(([code, weight]) => [code, total > 0 ? weight / total : 1 / weights.length]));
}
