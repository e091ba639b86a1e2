import type { UtteranceId } from '../../protocol/caption-event.ts';
import type { AudioFrame } from '../audio/audio-frame.ts';

/** Why an utterance ended: a pause, its greatest length, or the end of the sound. */
export type UtteranceEndReason = 'pause' | 'max-length' | 'end-of-input';

/** What the speech stage tells the transcription stage about one source. Sample indices are media time. */
export type SpeechEvent =
  | {
      readonly type: 'utterance-start';
      readonly utteranceId: UtteranceId;
      readonly startSample: number;
      /** Where the first frame with speech begins; the pre-roll lies before it. */
      readonly speechStartSample: number;
      /** The pre-roll and the onset, oldest first. */
      readonly frames: readonly AudioFrame[];
    }
  | { readonly type: 'utterance-audio'; readonly utteranceId: UtteranceId; readonly frame: AudioFrame }
  | {
      /** A short pause: the utterance is probably over, a good moment for a speculative final decode. */
      readonly type: 'soft-end';
      readonly utteranceId: UtteranceId;
      readonly speechEnd: SpeechEnd;
    }
  | { readonly type: 'speech-resume'; readonly utteranceId: UtteranceId }
  | {
      readonly type: 'utterance-end';
      readonly utteranceId: UtteranceId;
      readonly reason: UtteranceEndReason;
      /** The utterance holds the samples from its start up to here; what was sent beyond belongs to the next one. */
      readonly endSample: number;
      readonly speechEnd: SpeechEnd;
    };

/** Where the last frame with speech ended, and how much speech there was up to it. */
export interface SpeechEnd {
  readonly sample: number;
  /** When that sample was captured, in milliseconds of the engine's monotonic clock. */
  readonly capturedAtMs: number;
  /** How much of the utterance was speech, in milliseconds. */
  readonly speechMs: number;
}
