import type { UtteranceId } from '../../protocol/caption-event.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import type { RecognizerPool } from './host/recognizer-pool.ts';
import type { RetainedAudio } from './retained-audio.ts';

/** What the transcription stage of one source needs. */
export interface TranscribeOptions extends SpokenLanguage {
  readonly sourceId: string;
  readonly speaker: string | undefined;
  /** Words that are likely to occur; empty for none. */
  readonly prompt: () => string;
  /** Live: show partials, decode at the soft end, end an utterance there when its sentence is complete. */
  readonly partials: boolean;
  /** True where the source waits for a slow recogniser instead of running on. */
  readonly sourceCanWait: boolean;
  readonly maxUtteranceMs: number;
  /** Keeps the audio of finals that the recogniser may be asked to translate; nothing is kept when absent. */
  readonly retained: RetainedAudio | undefined;
  readonly pool: RecognizerPool;
  /** Ends an utterance in its soft end; false where the speaker went on meanwhile. */
  readonly commit: (id: UtteranceId) => boolean;
  /** A sentence of the utterance is finished: its greatest length counts from this sample on. */
  readonly settled?: (id: UtteranceId, sample: number) => void;
  readonly metrics: Metrics;
  /** Finals come later and later, whatever is done. Told once, until they are in time again. */
  readonly onFallingBehind: () => void;
  readonly onNotice: (notice: StatusNotice) => void;
}
