import type { Stage } from '../../pipeline/stage.ts';
import { FRAME_SAMPLES, type AudioFrame } from '../audio-frame.ts';
import { Conditioner } from './conditioner.ts';
import type { ConditioningSettings } from './conditioning-settings.ts';
import type { ConditioningState } from './conditioning-state.ts';
import { NoiseSuppressor } from './noise-suppressor.ts';

/** The conditioning stage of one source. It serves one run. */
export interface ConditionStage extends Stage<AudioFrame, AudioFrame> {
  /** How many samples more must come in before a frame comes out: a frame each for the gate and for suppression. */
  readonly delaySamples: number;
  /** What it has done up to now; undefined before the run. */
  readonly state: () => ConditioningState | undefined;
}

/**
 * Conditions the frames of one source: as many gapless frames come out as go in, with the times they came with.
 */
export function conditionStage(settings: ConditioningSettings): ConditionStage {
  let conditioner: Conditioner | undefined;
  const stage: Stage<AudioFrame, AudioFrame> = async function* (input) {
    const suppressor = settings.suppression ? await NoiseSuppressor.create() : undefined;
    try {
      conditioner = new Conditioner(settings, suppressor);
      for await (const frame of input) {
        const ready = conditioner.push(frame);
        if (ready) yield ready;
      }
      yield* conditioner.finish();
    } finally {
      suppressor?.close();
    }
  };
  return Object.assign(stage, { delaySamples: delayOf(settings), state: () => conditioner?.state });
}

function delayOf({ suppression, gate }: ConditioningSettings): number {
  return (suppression ? FRAME_SAMPLES : 0) + (gate === 'off' ? 0 : FRAME_SAMPLES);
}
