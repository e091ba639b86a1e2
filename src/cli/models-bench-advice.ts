import { FITTING_SHARE, isFitting, realTimeShare } from '../engine/transcription/measured/measure.ts';
import { englishName } from '../protocol/language/language-names.ts';
import { percent, rounded, shortName, type MeasuredModel } from './models-bench-table.ts';

/** A few sentences: what the figures mean, and what fits for each language. @param languages primary subtags. */
export function adviceOf(results: readonly MeasuredModel[], languages: readonly string[]): readonly string[] {
  return [
    `"step" and "finals" are shares of real time: below ${FITTING_SHARE.toFixed(2)} captions keep up while this computer is as busy as it is now.`,
    'The word errors are those of synthetic demo clips, which say little about real people: compare with your own voice.',
    ...grouped(results, languages),
    'These measures are kept: where several recognisers run a model, the one that was faster here is taken.',
  ];
}

/** Languages of which the same is to be said share a line. */
function grouped(results: readonly MeasuredModel[], languages: readonly string[]): readonly string[] {
  const named = new Map<string, string[]>();
  for (const language of languages) {
    const advice = adviceFor(results, language);
    named.set(advice, [...(named.get(advice) ?? []), englishName(language) ?? language]);
  }
  return [...named].map(([advice, names]) => `${names.join(', ')}: ${advice}`);
}

function adviceFor(results: readonly MeasuredModel[], language: string): string {
  const real = results.filter(({ isBundled }) => !isBundled);
  const best = bestOf(real, language);
  if (best) {
    const { recognizer, device, wordErrors } = best.measure;
    const what = `${percent(wordErrors[language] ?? 1)} of the words of the clip wrong`;
    return `${shortName(best.model)} with ${recognizer} on ${device} (${shareOf(best)} of real time, ${what}).`;
  }
  const [fastest] = real.toSorted((a, b) => realTimeShare(a.measure) - realTimeShare(b.measure));
  if (fastest && !isFitting(fastest.measure)) {
    const who = `${shortName(fastest.model)} with ${fastest.measure.recognizer}`;
    return `nothing fits; the fastest, ${who}, takes ${shareOf(fastest)} of real time. Choose a smaller model, or close other programs.`;
  }
  if (fastest || !bestOf(results, language)) return 'nothing that is fast enough knows this language.';
  return 'only the bundled demo model fits, which does not understand real people: get a real model.';
}

/** Of those that keep up, the one with the fewest errors; of equal ones the fastest. */
function bestOf(results: readonly MeasuredModel[], language: string): MeasuredModel | undefined {
  return results
    .filter(({ measure }) => isFitting(measure) && measure.wordErrors[language] !== undefined)
    .toSorted(
      (a, b) =>
        (a.measure.wordErrors[language] ?? 1) - (b.measure.wordErrors[language] ?? 1) ||
        realTimeShare(a.measure) - realTimeShare(b.measure),
    )[0];
}

function shareOf({ measure }: MeasuredModel): string {
  return rounded(realTimeShare(measure));
}
