import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { SpeechEvent } from '../pipeline/speech-event.ts';
import type { Stage } from '../pipeline/stage.ts';
import { CaptionOutlet } from './caption-outlet.ts';
import { SourceTranscriber } from './source-transcriber.ts';
import type { TranscribeOptions } from './transcribe-options.ts';

/** The transcription stage of one source. */
export interface TranscribeStage {
  readonly stage: Stage<SpeechEvent, CaptionEvent>;
  /** How long the oldest unpublished final has waited, in milliseconds. */
  readonly behindMs: () => number;
}

/** Utterances in, transcript events out, finals in the order in which they were spoken. */
export function createTranscribeStage(options: TranscribeOptions): TranscribeStage {
  let transcriber: SourceTranscriber | undefined;
  return {
    stage: async function* (input, context) {
      const outlet = new CaptionOutlet({
        clock: context.clock,
        metrics: options.metrics,
        onNotice: options.onNotice,
        retained: options.retained,
      });
      const own = (transcriber = new SourceTranscriber(options, { context, outlet }));
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
  };
}
