import type { LatencySummary } from '../../../protocol/status.ts';

/** The engine's measuring points that mean something to a streamer, in the order of the page. */
const LABELS: readonly (readonly [point: string, label: string])[] = [
  ['audio-to-partial', 'Word spoken → first text'],
  ['speech-end-to-final', 'Sentence ends → caption'],
  ['final-translation', 'Time to translate'],
  ['speech-end-to-page-translation-final', 'Sentence ends → translation on screen'],
];

/** A measurement with its name for people. */
export interface Measurement extends LatencySummary {
  readonly label: string;
}

/** What the engine has measured so far, of what is worth showing. */
export function measurements(latency: Readonly<Record<string, LatencySummary>>): readonly Measurement[] {
  return LABELS.flatMap(([point, label]) => {
    const summary = latency[point];
    return summary && summary.count > 0 ? [{ label, ...summary }] : [];
  });
}

/** `430 ms`, `1.4 s`. */
export function durationText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
