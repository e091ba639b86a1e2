import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { Metrics } from '../../src/engine/pipeline/metrics.ts';
import type { SpeechEvent } from '../../src/engine/pipeline/speech-event.ts';
import type { RecognizerPool } from '../../src/engine/transcription/host/recognizer-pool.ts';
import type { TranscribeOptions } from '../../src/engine/transcription/transcribe-options.ts';
import { createTranscribeStage } from '../../src/engine/transcription/transcribe-stage.ts';
import type { CaptionEvent } from '../../src/protocol/caption-event.ts';
import type { StatusNotice } from '../../src/protocol/status.ts';
import { silentLog } from '../../src/engine/log.ts';

/** What is special about one run of the transcription stage. */
interface TranscribeChanges extends Partial<TranscribeOptions> {
  /** Ends the run. */
  readonly signal?: AbortSignal;
  /** Told of each event as it comes. */
  readonly onEvent?: (event: CaptionEvent) => void;
}

/** What came of one run. */
interface TranscribeRun {
  readonly events: readonly CaptionEvent[];
  readonly metrics: Metrics;
  readonly notices: readonly StatusNotice[];
  /** How often it was told that finals come later and later. */
  readonly fellBehind: number;
}

/** Runs speech through the transcription stage of a live source that speaks English. */
export async function transcribe(
  pool: RecognizerPool,
  speech: AsyncIterable<SpeechEvent>,
  { signal = new AbortController().signal, onEvent, ...changes }: TranscribeChanges = {},
): Promise<TranscribeRun> {
  const metrics = new Metrics();
  const notices: StatusNotice[] = [];
  let fellBehind = 0;
  const { stage } = createTranscribeStage({
    sourceId: 's',
    speaker: undefined,
    language: 'en',
    prompt: () => '',
    partials: true,
    sourceCanWait: false,
    maxUtteranceMs: 12_000,
    retained: undefined,
    pool,
    commit: () => false,
    metrics,
    onFallingBehind: () => (fellBehind += 1),
    onNotice: (notice) => notices.push(notice),
    ...changes,
  });
  const events: CaptionEvent[] = [];
  for await (const event of stage(speech, { signal, clock: systemClock, log: silentLog })) {
    events.push(event);
    onEvent?.(event);
  }
  return { events, metrics, notices, fellBehind };
}
