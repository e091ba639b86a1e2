import type { CaptionEvent } from '../../protocol/caption-event.ts';
import { applyCaptionEvent, type Cue } from '../../protocol/cue.ts';

/** A page that connects gets this many cues at most; it shows the newest two or three. */
const MOST_CUES = 30;

/** The newest cues of the run, by the same rules as in the pages. */
export class CaptionStore {
  #cues: readonly Cue[] = [];

  /** Oldest first. */
  get cues(): readonly Cue[] {
    return this.#cues;
  }

  apply(event: CaptionEvent): void {
    this.#cues = applyCaptionEvent(this.#cues, event).slice(-MOST_CUES);
  }
}
