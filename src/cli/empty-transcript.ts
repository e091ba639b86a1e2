import { toDecibels } from '../engine/audio/conditioning/decibels.ts';
import { discardCounts } from '../protocol/discards.ts';
import type { EngineStatus } from '../protocol/status.ts';

/** -80 dB: quieter than the noise of any microphone. */
const SILENCE_DBFS = -80;

interface EmptyTranscript {
  /** Names the recording. */
  readonly file: string;
  /** RMS level of its loudest frame, 0 to 1. */
  readonly loudest: number;
  /** Of the engine's status. */
  readonly counters: EngineStatus['counters'];
  /** How many captions were written. */
  readonly written: number;
}

/** Why a transcript has no captions, in one sentence; undefined where it has some. */
export function whyEmpty({ file, loudest, counters, written }: EmptyTranscript): string | undefined {
  if (written > 0) return undefined;
  const finals = counters.finals ?? 0;
  if (finals > 0)
    return `The transcript is empty: masking has left no word of what was said in ${file} (${finals} captions).`;
  const level = toDecibels(loudest);
  if (loudest === 0) return `The transcript is empty: there is no sound in ${file}, only silence.`;
  const loudness = `its loudest sound has ${level.toFixed(0)} dB`;
  if (level < SILENCE_DBFS) return `The transcript is empty: there is only silence in ${file} (${loudness}).`;
  const discards = discardCounts(counters);
  if (discards.length === 0) return `The transcript is empty: no speech was found in ${file} (${loudness}).`;
  const reasons = discards.map(({ label, count }) => `${label} (${count})`).join(', ');
  return `The transcript is empty: what sounds like speech in ${file} was left out: ${reasons}; ${loudness}.`;
}
