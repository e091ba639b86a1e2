import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import type { StageContext } from './stage.ts';

/** What the engine tells: captions, and notices for the streamer. */
export type EngineOutput = CaptionEvent | StatusNotice;

/**
 * What happens to events that an output has not read yet:
 * - `newest-per-utterance`: a newer state of a text takes the place of the one that waits; finals wait (pages, terminals);
 * - `newest`: a few wait, then the oldest go (what is about now, such as speech);
 * - `refuse`: nothing is lost. Where the output fails, the event that it had in hand comes again (files).
 */
export type OutputPolicy = 'newest-per-utterance' | 'newest' | 'refuse';

/** What an output gets besides its events. `signal` ends it. */
export interface OutputContext extends StageContext {
  /** Counts captions that the output leaves out by itself, as `output-<name>-skipped`. */
  readonly skipped: (count: number) => void;
}

/**
 * Where captions go: the mirror of a stage. It reads `events` at its own speed until they end, which is its time to finish
 * its work; it is then waited for, up to a bound. `signal` aborts when that is over. Whatever it throws, and however slow it
 * is, the run and the other outputs do not notice: it is told to the streamer, and `run` is called again after a while. An
 * output that returns before its events end gets no more of them. It serves one run after the other.
 */
export interface Output {
  /** Short and unique in a run, such as `pages`. */
  readonly name: string;
  readonly policy: OutputPolicy;
  run(events: AsyncIterable<EngineOutput>, context: OutputContext): Promise<void>;
}
