import { alignWords } from '../../test/support/speech/align-words.ts';
import { comparableWords } from '../../test/support/speech/comparable-words.ts';
import { errorShare } from '../../test/support/speech/word-errors.ts';
import { quantileOf, type BenchLine } from '../report.ts';
import { describeDelays, type LiveFigures, type Observed } from './live-figures.ts';
import { describeErrors } from './print-errors.ts';
import type { WholeWindow } from './whole-window.ts';

/** What fluent speech may take and cost: milliseconds from the end of a word, and errors in per cent. */
const GOALS = {
  shown: [
    [0.5, 700],
    [0.9, 1500],
  ],
  settled: [
    [0.5, 1300],
    [0.9, 2500],
  ],
  errors: 3.2,
  standstillMs: 2500,
} as const;

/** How soon, how steadily and how rightly fluent speech is shown. */
export function delayLines(figures: LiveFigures, lost: readonly string[]): BenchLine[] {
  const { toShownMs, toSettledMs, errors } = figures;
  const delays = (what: 'shown' | 'settled', values: readonly number[]): BenchLine[] =>
    GOALS[what].map(([share, goal]) => ({
      name: `fluent: word end to ${what === 'shown' ? 'first shown' : 'settled'}, p${share * 100}`,
      value: quantileOf(values, share),
      unit: 'ms',
      goal,
      detail: `${describeDelays(values)} (p50 / p90 / max), ${values.length} words`,
    }));
  const line = (name: string, value: number, unit: BenchLine['unit'], detail: string): BenchLine => ({
    name: `fluent: ${name}`,
    value,
    unit,
    detail,
  });
  return [
    ...delays('shown', toShownMs),
    ...delays('settled', toSettledMs),
    { ...line('words of the whole window never shown', lost.length, 'words', lost.join(' ')), goal: 0 },
    { ...line('errors of the finals', 100 * errorShare(errors), '%', describeErrors(errors)), goal: GOALS.errors },
    { ...line('erased words of settled text', figures.erasedSettled, 'words', 'must be none'), goal: 0 },
    line('erased words of all text, for each said', figures.erasedShown / errors.words, 'x', `${figures.erasedShown}`),
    {
      ...line('longest standstill during speech', figures.standstillMs, 'ms', 'no change of the text'),
      goal: GOALS.standstillMs,
    },
    line('CPU seconds a second of sound', figures.cpuMs / figures.soundMs, 'x', 'all processes'),
    line('characters a second of speech', (1000 * figures.characters) / figures.speechMs, 'characters', 'as said'),
  ];
}

/** Words that a whole-window decode has and no view ever held. */
export function neverShown({ recording, views }: Pick<Observed, 'recording' | 'views'>, window: WholeWindow): string[] {
  const { language = 'en' } = recording;
  const expected = comparableWords(window.texts.get(recording.name) ?? '', language);
  const seen = new Set<number>();
  for (const text of new Set(views.map(({ shown }) => comparableWords(shown, language).join(' ')))) {
    for (const step of alignWords(expected, text.split(' '), { openEnd: true })) {
      if (step.kind === 'same') seen.add(step.reference);
    }
  }
  return expected.filter((_, index) => !seen.has(index));
}
