import type { UtteranceId } from '../../protocol/caption-event.ts';
import type { AudioFrame } from '../audio/audio-frame.ts';
import type { SpeechEvent } from '../pipeline/speech-event.ts';
import type { Stage } from '../pipeline/stage.ts';
import { UtteranceSegmenter, type SegmenterSettings } from './utterance-segmenter.ts';
import type { VoiceActivityDetector } from './voice-activity-detector.ts';

interface SpeechStageOptions {
  readonly sourceId: string;
  readonly detector: VoiceActivityDetector;
  readonly settings: SegmenterSettings;
}

/** The speech stage of one source, with the way back that the next stage needs. */
export interface SpeechStage {
  readonly stage: Stage<AudioFrame, SpeechEvent>;
  /** Ends an utterance in its soft end; false where the speaker went on meanwhile. */
  readonly commit: (id: UtteranceId) => boolean;
  /** A sentence of the utterance is finished: its greatest length counts from this sample on. */
  readonly settled: (id: UtteranceId, sample: number) => void;
}

/** Frames in, utterances out. At the end of the input an open utterance is ended. */
export function createSpeechStage({ sourceId, detector, settings }: SpeechStageOptions): SpeechStage {
  let count = 0;
  const segmenter = new UtteranceSegmenter({
    settings,
    confirmationFrames: detector.confirmationFrames,
    nextId: () => `${sourceId}-${(count += 1)}` as UtteranceId,
  });
  return {
    stage: async function* (input) {
      try {
        for await (const frame of input) yield* segmenter.push(frame, detector.isSpeech(frame));
        yield* segmenter.finish();
      } finally {
        detector.close();
      }
    },
    commit: (id) => segmenter.commit(id),
    settled: (id, sample) => segmenter.settled(id, sample),
  };
}
