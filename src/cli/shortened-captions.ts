import { cutCounts } from '../protocol/discards.ts';
import type { EngineStatus } from '../protocol/status.ts';
import { counted } from './counted.ts';

/** How many captions were shortened and why, in one sentence; undefined where all are whole. */
export function whyShortened(counters: EngineStatus['counters']): string | undefined {
  const cuts = cutCounts(counters);
  if (cuts.length === 0) return undefined;
  const parts = cuts.map(({ label, count }) => `${label} (in ${counted(count, 'caption')})`);
  return `Captions were shortened by what is not speech: ${parts.join(', ')}.`;
}
