import type { EngineStatus } from '../protocol/status.ts';
import { textUnits } from '../protocol/text-units.ts';
import { shortened } from './wrapped-line.ts';

const BETWEEN = ' · ';

/** A part of the line. Those of the highest rank are left out first, where there is no room. */
interface Part {
  readonly text: string;
  readonly rank: number;
}

/**
 * How the engine does, with medians and 95th percentiles of its delays, and what keys do. What matters least is left out
 * where the terminal is narrow; the keys stay.
 * @param width of the terminal in columns.
 */
export function stateLine({ latency, behindMs, stages }: EngineStatus, help: string, width: number): string {
  const time = (name: string, label: string, rank: number): Part[] => {
    const summary = latency[name];
    return summary ? [{ text: `${label} ${Math.round(summary.p50Ms)}/${Math.round(summary.p95Ms)} ms`, rank }] : [];
  };
  const troubled = stages.filter(({ state }) => state === 'degraded' || state === 'failed');
  const state =
    troubled.length === 0 ? idleWord(stages) : troubled.map((stage) => `${stage.stage} ${stage.state}`).join(', ');
  let parts: readonly Part[] = [
    { text: state, rank: 1 },
    ...time('audio-to-partial', 'partial', 5),
    ...time('speech-end-to-final', 'final', 3),
    ...time('final-translation', 'translation', 4),
    ...(behindMs > 2000 ? [{ text: `${(behindMs / 1000).toFixed(1)} s behind`, rank: 2 }] : []),
    ...(help === '' ? [] : [{ text: help, rank: 0 }]),
  ];
  for (let rank = 5; rank > 1 && textUnits(joined(parts)) > width; rank -= 1) {
    parts = parts.filter((part) => part.rank !== rank);
  }
  if (textUnits(joined(parts)) <= width) return joined(parts);
  const room = help === '' ? width : width - textUnits(help) - BETWEEN.length;
  const left = shortened(state, room);
  return shortened(joined([...(room > 1 ? [{ text: left, rank: 1 }] : []), ...parts.slice(1)]), width);
}

function joined(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join(BETWEEN);
}

/** What goes on where nothing is wrong. */
function idleWord(stages: EngineStatus['stages']): string {
  const capture = stages.find(({ stage }) => stage === 'capture')?.state;
  if (capture === undefined) return 'starting';
  return capture === 'ended' ? 'the sound has ended' : 'listening';
}
