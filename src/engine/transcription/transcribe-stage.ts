import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { SpeechEvent } from '../pipeline/speech-event.ts';
import type { Stage, StageContext } from '../pipeline/stage.ts';
import { CaptionOutlet } from './caption-outlet.ts';
import type { TimedStreamText } from './host/pooled-stream.ts';
import type { TimedHypothesis } from './host/recognizer-pool.ts';
import { SourceTranscriber } from './source-transcriber.ts';
import type { StreamedUtterance } from './streaming/streamed-utterance.ts';
import { StreamingTranscriber } from './streaming/streaming-transcriber.ts';
import type { TranscribeOptions } from './transcribe-options.ts';
import type { Utterance } from './utterance.ts';

/** The transcription stage of one source. */
export interface TranscribeStage {
  readonly stage: Stage<SpeechEvent, CaptionEvent>;
  /** How long the oldest unpublished final has waited, in milliseconds. */
  readonly behindMs: () => number;
}

/** What is made of the utterances of one source. */
interface Transcriber {
  consume(input: AsyncIterable<SpeechEvent>): Promise<void>;
  behindMs(): number;
  close(): void;
}

/** Where a transcriber puts its events. */
type Outlet = Pick<CaptionOutlet<never, never>, 'read' | 'close' | 'fail'>;

/** Utterances in, transcript events out, finals in the order in which they were spoken. */
export function createTranscribeStage(options: TranscribeOptions): TranscribeStage {
  let transcriber: Transcriber | undefined;
  return {
    stage: async function* (input, context) {
      const { outlet, ...opened } = openTranscriber(options, context);
      const own = (transcriber = opened.transcriber);
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

/** By what the recogniser is. */
function openTranscriber(
  options: TranscribeOptions,
  context: StageContext,
): { readonly transcriber: Transcriber; readonly outlet: Outlet } {
  const { metrics, onNotice, retained, pool } = options;
  const about = { clock: context.clock, metrics, onNotice };
  const traits = pool.streaming;
  if (traits) {
    const outlet = new CaptionOutlet<TimedStreamText, StreamedUtterance>({ ...about, onDone: () => undefined });
    return { outlet, transcriber: new StreamingTranscriber(options, { context, outlet, traits }) };
  }
  const outlet = new CaptionOutlet<TimedHypothesis, Utterance>({
    ...about,
    onDone: (utterance, outcome) => {
      if (retained && outcome === 'final') retained.keep(utterance, pool);
      else utterance.audio.close();
    },
  });
  return { outlet, transcriber: new SourceTranscriber(options, { context, outlet }) };
}
