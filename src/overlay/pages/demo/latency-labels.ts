import type { LatencySummary } from '../../../protocol/status.ts';

/** The engine's measuring points that mean something to a streamer, in the order of the page. */
const LABELS: readonly (readonly [point: string, label: string, meaning: string])[] = [
  ['speech-start-to-partial', 'Speech → first text', 'From the beginning of speech to the first words as text.'],
  ['audio-to-partial', 'Sound → partial', 'From the newest sound to the text that covers it, while somebody speaks.'],
  ['speech-end-to-final', 'Speech ends → caption', 'From the end of speech to its final caption.'],
  ['final-translation', 'Time to translate', 'From a final caption to its translation.'],
  [
    'speech-end-to-page-translation-final',
    'Speech ends → translation on screen',
    'From the end of speech to its translation on a page.',
  ],
];

/** A measurement with its name for people. */
export interface Measurement extends LatencySummary {
  readonly label: string;
  /** What exactly is measured, as a sentence. */
  readonly meaning: string;
}

/** What the engine has measured so far, of what is worth showing. */
export function measurements(latency: Readonly<Record<string, LatencySummary>>): readonly Measurement[] {
  return LABELS.flatMap(([point, label, meaning]) => {
    const summary = latency[point];
    return summary && summary.count > 0 ? [{ label, meaning, ...summary }] : [];
  });
}

/** `430 ms`, `1.4 s`. */
export function durationText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
