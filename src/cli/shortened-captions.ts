import { cutCounts } from '../protocol/discards.ts';
import type { EngineStatus } from '../protocol/status.ts';

/** How many captions were shortened and why, in one sentence; undefined where all are whole. */
export function whyShortened(counters: EngineStatus['counters']): string | undefined {
  const cuts = cutCounts(counters);
  if (cuts.length === 0) return undefined;
  const parts = cuts.map(({ label, count }) => `${label} (in ${count} ${count === 1 ? 'caption' : 'captions'})`);
  return `Captions were shortened by what is not speech: ${parts.join(', ')}.`;
}
