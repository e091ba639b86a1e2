import type { CaptionEvent, UtteranceId } from '../../protocol/caption-event.ts';
import type { SpeechEvent } from '../pipeline/speech-event.ts';
import type { Stage } from '../pipeline/stage.ts';
import { CaptionOutlet } from './caption-outlet.ts';
import { RetainedAudio } from './retained-audio.ts';
import { SourceTranscriber } from './source-transcriber.ts';
import type { TranscribeOptions } from './transcribe-options.ts';

/** The transcription stage of one source. */
export interface TranscribeStage {
  readonly stage: Stage<SpeechEvent, CaptionEvent>;
  /** How long the oldest unpublished final has waited, in milliseconds. */
  readonly behindMs: () => number;
  /** Lets the recogniser translate a final to English; empty where its audio is not kept any more. */
  readonly decodeToEnglish: (id: UtteranceId) => Promise<string>;
  /** The final has its translation: its audio is not wanted any more. */
  readonly release: (id: UtteranceId) => void;
  /** Frees the audio that still waits for its translation. */
  readonly close: () => void;
}

/** Utterances in, transcript events out, finals in the order in which they were spoken. */
export function createTranscribeStage(options: TranscribeOptions): TranscribeStage {
  const retained = new RetainedAudio(options.pool);
  let transcriber: SourceTranscriber | undefined;
  return {
    stage: async function* (input, context) {
      const outlet = new CaptionOutlet({
        clock: context.clock,
        metrics: options.metrics,
        onNotice: options.onNotice,
        retained: options.retainAudio ? retained : undefined,
      });
      const own = (transcriber = new SourceTranscriber(options, { context, outlet, retained }));
      const pump = own.consume(input).then(
        () => outlet.close(),
        (error: unknown) => outlet.fail(error),
      );
      const giveUp = (): void => own.close();
      context.signal.addEventListener('abort', giveUp, { once: true });
      try {
        yield* outlet.read(context.signal);
        await pump;
      } finally {
        context.signal.removeEventListener('abort', giveUp);
        own.close();
      }
    },
    behindMs: () => transcriber?.behindMs() ?? 0,
    decodeToEnglish: (id) => retained.decodeToEnglish(id),
    release: (id) => retained.release(id),
    close: () => retained.clear(),
  };
}
