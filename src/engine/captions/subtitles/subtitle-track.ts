import { planCues, type PlannedCue } from './plan-cues.ts';
import { GAP_MS, MOST_LINES } from './subtitle-rules.ts';
import { timeCue, type SubtitleCue } from './time-cues.ts';
import { timedPieces, type PieceSource, type TimedPiece } from './timed-pieces.ts';

/** Behind such a pause nothing belongs to what was said before, in milliseconds. */
const PAUSE_MS = 1500;

/** So much speech is cut into subtitles as a whole; of more, what is cut does not wait for the rest. */
const LONGEST_PASSAGE_MS = 30_000;
const MOST_PIECES = 300;

/** The last subtitles of what is cut too early are cut again, with what follows. */
const CUT_AGAIN = 2;

/** Makes subtitles in one language of captions in their order, a while behind them. */
export class SubtitleTrack {
  readonly #longestPassageMs: number;
  #open: readonly TimedPiece[] = [];
  /** The subtitle before is gone by then, gap included. */
  #earliestMs = 0;

  /** @param longestPassageMs so much speech is cut as a whole, in milliseconds; subtitles are as far behind it. */
  constructor(longestPassageMs = LONGEST_PASSAGE_MS) {
    this.#longestPassageMs = longestPassageMs;
  }

  /** The subtitles that do not change any more with this caption. */
  add(caption: PieceSource): readonly SubtitleCue[] {
    const pieces = timedPieces(caption);
    const [first] = pieces;
    const last = this.#open.at(-1);
    const [begin] = this.#open;
    if (!first) return [];
    let finished: readonly SubtitleCue[] = [];
    if (last && begin) {
      const isFull = last.endMs - begin.startMs >= this.#longestPassageMs || this.#open.length >= MOST_PIECES;
      if (first.startMs - last.endMs >= PAUSE_MS) finished = this.#finish(first.startMs, 0);
      else if (isFull) finished = this.#finish(first.startMs, CUT_AGAIN);
    }
    this.#open = [...this.#open, ...pieces];
    return finished;
  }

  /** The rest: no more captions follow. */
  end(): readonly SubtitleCue[] {
    return this.#finish(Number.POSITIVE_INFINITY, 0);
  }

  /** The same once more, which goes its own way from here. */
  copy(): SubtitleTrack {
    const copy = new SubtitleTrack(this.#longestPassageMs);
    copy.#open = this.#open;
    copy.#earliestMs = this.#earliestMs;
    return copy;
  }

  #finish(nextStartMs: number, kept: number): readonly SubtitleCue[] {
    const planned = planCues(this.#open, { nextStartMs, mostLines: MOST_LINES });
    const certain = planned.length > kept ? planned.slice(0, planned.length - kept) : planned;
    const finished = this.#timed(certain, planned[certain.length]?.startMs ?? nextStartMs);
    this.#open = this.#open.slice(certain.at(-1)?.end ?? 0);
    return finished;
  }

  #timed(planned: readonly PlannedCue[], nextStartMs: number): readonly SubtitleCue[] {
    return planned.map((cue, index) => {
      const timed = timeCue(cue, planned[index + 1]?.startMs ?? nextStartMs, this.#earliestMs);
      this.#earliestMs = timed.endMs + GAP_MS;
      return timed;
    });
  }
}
