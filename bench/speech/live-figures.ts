import type { Recording } from '../../test/support/speech/recordings.ts';
import { pooledErrors, wordErrors, type WordErrors } from '../../test/support/speech/word-errors.ts';
import { quantileOf } from '../report.ts';
import type { ShownView } from './shown-view.ts';
import { erasedWords, longestStandstillMs, speechMs } from './view-changes.ts';
import { wordTimes } from './word-times.ts';

/** What a program that captions live is measured by, over one or several recordings. */
export interface LiveFigures {
  /** From the end of each word to the first view that holds it, in milliseconds; words that were never shown are not in it. */
  readonly toShownMs: readonly number[];
  readonly toSettledMs: readonly number[];
  /** Words of the recording that no view held. */
  readonly neverShown: readonly string[];
  /** Of the last text. */
  readonly errors: WordErrors;
  readonly erasedSettled: number;
  /** Words of all views that were taken back. */
  readonly erasedShown: number;
  /** The longest time of speech without any change, in milliseconds. */
  readonly standstillMs: number;
  /** Characters of the last text, and how long the speech was. */
  readonly characters: number;
  readonly speechMs: number;
  readonly cpuMs: number;
  readonly soundMs: number;
}

/** What was observed of one recording. */
export interface Observed {
  readonly recording: Recording;
  readonly views: readonly ShownView[];
  readonly cpuMs: number;
  readonly soundMs: number;
}

/** Measures what was shown of one recording. */
export function liveFigures({ recording, views, cpuMs, soundMs }: Observed): LiveFigures {
  const { language = 'en' } = recording;
  const times = wordTimes(recording, views);
  const delays = (key: 'shownAtMs' | 'settledAtMs'): number[] =>
    times.flatMap((time) => (time[key] === undefined ? [] : [time[key] - time.word.endMs]));
  const text = views.at(-1)?.shown ?? '';
  return {
    toShownMs: delays('shownAtMs'),
    toSettledMs: delays('settledAtMs'),
    neverShown: times.filter(({ shownAtMs }) => shownAtMs === undefined).map(({ word }) => word.text),
    errors: wordErrors(recording.text, text, language),
    erasedSettled: erasedWords(
      views.map(({ settled }) => settled),
      language,
    ),
    erasedShown: erasedWords(
      views.map(({ shown }) => shown),
      language,
    ),
    standstillMs: longestStandstillMs(recording, views),
    characters: Array.from(text).length,
    speechMs: speechMs(recording),
    cpuMs,
    soundMs,
  };
}

/** The figures of several recordings as of one. */
export function pooledFigures(all: readonly LiveFigures[]): LiveFigures {
  type Counts = 'erasedSettled' | 'erasedShown' | 'characters' | 'speechMs' | 'cpuMs' | 'soundMs';
  const sum = (key: Counts): number => all.reduce((total, figures) => total + figures[key], 0);
  return {
    toShownMs: all.flatMap((figures) => figures.toShownMs),
    toSettledMs: all.flatMap((figures) => figures.toSettledMs),
    neverShown: all.flatMap((figures) => figures.neverShown),
    errors: pooledErrors(all.map(({ errors }) => errors)),
    erasedSettled: sum('erasedSettled'),
    erasedShown: sum('erasedShown'),
    standstillMs: Math.max(0, ...all.map(({ standstillMs }) => standstillMs)),
    characters: sum('characters'),
    speechMs: sum('speechMs'),
    cpuMs: sum('cpuMs'),
    soundMs: sum('soundMs'),
  };
}

/** Median, nine tenths and maximum of delays, such as `464 / 1210 / 2900`. */
export function describeDelays(delaysMs: readonly number[]): string {
  if (delaysMs.length === 0) return '- / - / -';
  return [0.5, 0.9, 1].map((share) => quantileOf(delaysMs, share).toFixed(0)).join(' / ');
}
