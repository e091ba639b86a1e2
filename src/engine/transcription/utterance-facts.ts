import type { EventTiming, UtteranceDiscard, UtteranceId } from '../../protocol/caption-event.ts';
import { samplesToMs } from '../audio/audio-frame.ts';
import type { SpeechEnd, UtteranceEndReason } from '../pipeline/speech-event.ts';
import type { WorkTimes } from './host/pool-job.ts';
import type { TimedToken } from './text/timed-tokens.ts';

/** Where an utterance ended, and why: `settled` where a sentence is finished and the speaker goes on. */
export interface UtteranceEnd {
  readonly reason: UtteranceEndReason | 'settled';
  readonly endSample: number;
  readonly speechEnd: SpeechEnd;
}

/** How much of an utterance was heard. */
export interface HeardAudio {
  readonly sampleCount: number;
  /** When the newest of these samples was captured, on the engine's clock. */
  readonly capturedAtMs: number;
}

/** What a final says. */
export interface FinalText {
  readonly text: string;
  /** The tokens of the text, where the times of its words are wanted. */
  readonly tokens?: readonly TimedToken[] | undefined;
}

/** What is the same in the events of all types. */
type Told = Omit<UtteranceDiscard, 'type' | 'reason'>;

interface FactsOptions {
  /** The id that the speech stage gave, and which sentence of it this is, counted from 1. */
  readonly speechId: UtteranceId;
  readonly part: number;
  readonly sourceId: string;
  readonly speaker: string | undefined;
  /** Media time of the first sample, and of the first speech. */
  readonly startSample: number;
  readonly speechStartSample: number;
}

/** What all events about an utterance say; each gets the next revision. */
export class UtteranceFacts {
  readonly id: UtteranceId;
  /** False for a later sentence of what was said without a pause. */
  readonly isFirstPart: boolean;
  readonly #options: FactsOptions;
  #revision = 0;

  constructor(options: FactsOptions) {
    const { speechId, part } = options;
    this.#options = options;
    this.isFirstPart = part === 1;
    this.id = (this.isFirstPart ? speechId : `${speechId}.${part}`) as UtteranceId;
  }

  /** @param heardSamples where it ends for now, in samples from its first one. */
  next(timing: EventTiming, end: UtteranceEnd | undefined, heardSamples: number): Told {
    const { sourceId, speaker, startSample, speechStartSample } = this.#options;
    // While the speaker goes on, there is no end of speech to measure from.
    const speechEndAtMs = end?.reason === 'settled' ? undefined : end?.speechEnd.capturedAtMs;
    return {
      utteranceId: this.id,
      sourceId,
      ...(speaker === undefined ? {} : { speaker }),
      revision: (this.#revision += 1),
      startMs: samplesToMs(speechStartSample),
      endMs: samplesToMs(end?.speechEnd.sample ?? startSample + heardSamples),
      timing: speechEndAtMs === undefined ? timing : { ...timing, speechEndAtMs },
    };
  }
}

/** When a text was worked on, as events tell it. */
export function workTimes(times: WorkTimes | undefined): Pick<EventTiming, 'workStartAtMs' | 'workEndAtMs'> {
  return times ? { workStartAtMs: times.workStartAtMs, workEndAtMs: times.workEndAtMs } : {};
}

/** An end of which no speech before the beginning of its own part counts. @param startSample of that part. */
export function ownEnd(end: UtteranceEnd, startSample: number): UtteranceEnd {
  const ownMs = Math.max(0, samplesToMs(end.speechEnd.sample - startSample));
  return { ...end, speechEnd: { ...end.speechEnd, speechMs: Math.min(end.speechEnd.speechMs, ownMs) } };
}
