import type { CaptionEvent } from '../protocol/caption-event.ts';
import { cutCounts, discardCounts, type CutCount, type DiscardCount } from '../protocol/discards.ts';
import type { EngineStatus, LatencySummary, StepStatus } from '../protocol/status.ts';
import { whyOtherLanguage } from './drifted-captions.ts';
import { styles } from './print.ts';
import type { Span } from './wrapped-line.ts';
import { wordErrorRate } from '../engine/transcription/text/word-errors.ts';

/** How one run of the demo went. Rates are shares of the reference's words, absent where there is no reference. */
export interface DemoSummary {
  readonly type: 'summary';
  readonly language: string;
  readonly finals: number;
  readonly wordErrorRate?: number;
  readonly translations: Readonly<
    Record<string, { readonly finals: number; readonly untranslated: number; readonly wordErrorRate?: number }>
  >;
  readonly latency: EngineStatus['latency'];
  readonly step?: StepStatus;
  readonly counters: EngineStatus['counters'];
}

/** Collects the finals of a run. */
export class DemoTally {
  readonly #texts: string[] = [];
  readonly #translations = new Map<string, { readonly texts: string[]; untranslated: number }>();

  /** @param targets BCP-47 tags of the target languages. */
  constructor(targets: readonly string[]) {
    for (const target of targets) this.#translations.set(target, { texts: [], untranslated: 0 });
  }

  add(event: CaptionEvent): void {
    if (event.type === 'transcript-final') this.#texts.push(event.text);
    const known = event.type === 'translation-final' ? this.#translations.get(event.language) : undefined;
    if (!known || event.type !== 'translation-final') return;
    known.texts.push(event.text);
    if (event.untranslated) known.untranslated += 1;
  }

  /** @param references what was said, by language: the spoken one and the targets. */
  summary(language: string, references: ReadonlyMap<string, string>, status: EngineStatus): DemoSummary {
    const rate = (tag: string, texts: readonly string[]): { readonly wordErrorRate?: number } => {
      const reference = references.get(tag);
      return reference === undefined ? {} : { wordErrorRate: wordErrorRate(reference, texts.join(' ')) };
    };
    return {
      type: 'summary',
      language,
      finals: this.#texts.length,
      ...rate(language, this.#texts),
      translations: Object.fromEntries(
        [...this.#translations].map(([tag, { texts, untranslated }]) => [
          tag,
          { finals: texts.length, untranslated, ...rate(tag, texts) },
        ]),
      ),
      latency: status.latency,
      ...(status.step ? { step: status.step } : {}),
      counters: status.counters,
    };
  }
}

/** The summary in words, line by line, for the terminal. */
export function describeSummary(summary: DemoSummary): readonly Span[] {
  const errors = (share: number | undefined): string =>
    share === undefined ? 'word errors unknown' : `${(share * 100).toFixed(1)} % word errors`;
  const time = (label: string, latency: LatencySummary | undefined): string[] =>
    latency
      ? [`  ${label}: ${Math.round(latency.p50Ms)} ms median, ${Math.round(latency.p95Ms)} ms at the slow end`]
      : [];
  const lines = [
    ...Object.entries(summary.translations).map(
      ([language, { wordErrorRate: rate, untranslated }]) =>
        `  into ${language}: ${errors(rate)}${untranslated > 0 ? `, ${untranslated} not translated` : ''}`,
    ),
    ...reasonLine('without a caption', discardCounts(summary.counters)),
    ...reasonLine('left out of captions', cutCounts(summary.counters)),
    ...languageLine(summary.counters),
    ...time('beginning of speech to first text', summary.latency['speech-start-to-partial']),
    ...time('newest sound to partial caption', summary.latency['audio-to-partial']),
    ...time('end of speech to final caption', summary.latency['speech-end-to-final']),
    ...time('translation of a final', summary.latency['final-translation']),
    ...time('end of speech to the browser', summary.latency['speech-end-to-page-transcript-final']),
    ...busyLine(summary.step),
  ];
  const heard = `${summary.finals} sentences heard, ${errors(summary.wordErrorRate)} (${summary.language})`;
  return [{ text: '' }, { text: heard, look: styles.bold }, ...lines.map((text) => ({ text }))];
}

function languageLine(counters: EngineStatus['counters']): string[] {
  const why = whyOtherLanguage(counters);
  return why === undefined ? [] : [`  ${why}`];
}

function reasonLine(title: string, reasons: readonly (DiscardCount | CutCount)[]): string[] {
  const counts = reasons.map(({ label, count }) => `${count} ${label}`);
  return counts.length === 0 ? [] : [`  ${title}: ${counts.join(', ')}`];
}

function busyLine(step: StepStatus | undefined): string[] {
  if (!step?.wasLong) return [];
  const seconds = `${(step.longestMs / 1000).toFixed(1)} s`;
  return [`  the computer was busy: at times, new words were shown only every ${seconds}`];
}
