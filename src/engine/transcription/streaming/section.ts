import type { UtteranceId } from '../../../protocol/caption-event.ts';
import type { AudioFrame } from '../../audio/audio-frame.ts';
import type { SpeechEnd, SpeechEvent } from '../../pipeline/speech-event.ts';
import { LoudnessMeter } from '../loudness.ts';
import type { UtteranceEnd } from '../utterance-facts.ts';

type UtteranceStart = Extract<SpeechEvent, { type: 'utterance-start' }>;

/** What the speech stage takes for one utterance. */
export class Section {
  readonly id: UtteranceId;
  readonly startSample: number;
  readonly speechStartSample: number;
  /** In a pause that may be the end: where the speech has ended. */
  softEnd: SpeechEnd | undefined;
  /** The words before the pause were flushed out of the recogniser. */
  flushed = false;
  /** Once no more sound of it comes. */
  end: UtteranceEnd | undefined;
  /** What is heard of it failed: it is tried once more at its end. */
  failed = false;
  /** So many sentences of it were begun. */
  parts = 0;
  readonly #loudness = new LoudnessMeter();

  constructor({ utteranceId, startSample, speechStartSample }: UtteranceStart) {
    this.id = utteranceId;
    this.startSample = startSample;
    this.speechStartSample = speechStartSample;
  }

  /** Root mean square of its loudest 100 ms so far. */
  get loudest(): number {
    return this.#loudness.loudest;
  }

  push(frame: AudioFrame): void {
    this.#loudness.push(frame);
  }
}
