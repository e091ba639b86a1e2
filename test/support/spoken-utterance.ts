import type { UtteranceEndReason } from '../../src/engine/pipeline/speech-event.ts';
import { PooledUtterance } from '../../src/engine/transcription/host/pooled-utterance.ts';
import { Utterance } from '../../src/engine/transcription/utterance.ts';
import type { UtteranceId } from '../../src/protocol/caption-event.ts';
import { frameAt } from './frames.ts';

interface SpokenUtterance {
  readonly number: number;
  /** Of the source, counted from 0. */
  readonly firstFrame: number;
  readonly frames: number;
  /** It ends so many frames before the end of its sound. */
  readonly framesBehindEnd?: number;
  readonly reason?: UtteranceEndReason;
  /** What was heard before. */
  readonly language?: string;
  readonly speechMs?: number;
}

/** An utterance that has ended and was not recognised yet. */
export function spokenUtterance({
  number,
  firstFrame,
  frames: count,
  framesBehindEnd = 0,
  reason = 'pause',
  language = 'en',
  speechMs = 900,
}: SpokenUtterance): Utterance {
  const frames = Array.from({ length: count }, (_, index) => frameAt(firstFrame + index, 0.1));
  const startSample = firstFrame * 512;
  const utterance = new Utterance({
    start: {
      type: 'utterance-start',
      utteranceId: `s-${number}` as UtteranceId,
      startSample,
      speechStartSample: startSample,
      frames,
    },
    sourceId: 's',
    speaker: undefined,
    language: 'auto',
    openAudio: (id) => new PooledUtterance(id, 's', { language: 'auto', prompt: '' }, () => undefined),
    before: { language, text: '' },
  });
  const endSample = (firstFrame + count - framesBehindEnd) * 512;
  utterance.endAt({ reason, endSample, speechEnd: { sample: endSample, capturedAtMs: 0, speechMs } });
  return utterance;
}
