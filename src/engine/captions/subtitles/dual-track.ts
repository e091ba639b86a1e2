import { bestLines } from './cue-lines.ts';
import { planCues, type PlannedCue } from './plan-cues.ts';
import { GAP_MS } from './subtitle-rules.ts';
import { timeCue, type SubtitleCue } from './time-cues.ts';
import { timedPieces, type PieceSource, type TimedPiece } from './timed-pieces.ts';

/** So far from its place, as a share of the text, a better break is worth going. */
const NEARBY_SHARE = 0.12;

/**
 * Makes subtitles that hold several languages, of captions in their order and one behind them. The longest text is cut into
 * subtitles of one line, the others at the same shares of their length, so that what means the same stands together.
 */
export class DualTrack {
  #waiting: readonly (readonly TimedPiece[])[] = [];
  /** The subtitle before is gone by then, gap included. */
  #earliestMs = 0;

  /** The subtitles of the caption before. @param texts in the order in which they stand below each other. */
  add(texts: readonly PieceSource[]): readonly SubtitleCue[] {
    const shown = texts.filter(
      ({ text }, index) => text !== '' && texts.findIndex((other) => other.text === text) === index,
    );
    const pieces = shown.map(timedPieces).filter((list) => list.length > 0);
    const [first] = pieces[0] ?? [];
    if (!first) return [];
    const finished = this.#finish(first.startMs);
    this.#waiting = pieces;
    return finished;
  }

  /** The rest: no more captions follow. */
  end(): readonly SubtitleCue[] {
    return this.#finish(Number.POSITIVE_INFINITY);
  }

  #finish(nextStartMs: number): readonly SubtitleCue[] {
    const texts = this.#waiting;
    this.#waiting = [];
    const longest = Math.max(...texts.map(linesWanted));
    const lead = texts.find((text) => linesWanted(text) === longest);
    if (!lead) return [];
    const planned = planCues(lead, { nextStartMs, mostLines: 1 });
    const parts = texts.map((text) =>
      text === lead ? planned.map((cue) => cue.lines) : linesBeside(text, lead, planned),
    );
    return planned.map((cue, index) => {
      const lines = parts.flatMap((part) => part[index] ?? []);
      const timed = timeCue({ ...cue, lines }, planned[index + 1]?.startMs ?? nextStartMs, this.#earliestMs);
      this.#earliestMs = timed.endMs + GAP_MS;
      return timed;
    });
  }
}

/** How many lines the whole text would fill. */
function linesWanted(pieces: readonly TimedPiece[]): number {
  return unitsOf(pieces) / (pieces[0]?.lineUnits ?? 1);
}

/** The lines of a text beside each subtitle of another one. */
function linesBeside(
  text: readonly TimedPiece[],
  lead: readonly TimedPiece[],
  planned: readonly PlannedCue[],
): readonly (readonly string[])[] {
  const [textUnits, leadUnits] = [unitsOf(text), unitsOf(lead)];
  let from = 0;
  return planned.map(({ end }, index) => {
    const share = unitsOf(lead.slice(0, end)) / leadUnits;
    const to = index === planned.length - 1 ? text.length : cutNear(text, from, share * textUnits);
    const part = text.slice(from, to);
    from = to;
    return filledLines(part);
  });
}

/** The index of the piece before which a text is cut best, near a place. @param place in units from its beginning. */
function cutNear(text: readonly TimedPiece[], from: number, place: number): number {
  const whole = unitsOf(text);
  let units = unitsOf(text.slice(0, from));
  let found = { at: from, cost: Math.abs(place - units) / whole + NEARBY_SHARE };
  for (let at = from + 1; at <= text.length; at += 1) {
    const last = text[at - 1];
    if (!last) break;
    units += last.units + last.spaceUnits;
    const cost = Math.abs(place - units) / whole + BREAK_SHARE[last.breakAfter];
    if (cost < found.cost) found = { at, cost };
  }
  return found.at;
}

/** How far away, as a share of the text, a better break may be. */
const BREAK_SHARE: Readonly<Record<TimedPiece['breakAfter'], number>> = {
  caption: 0,
  sentence: 0,
  clause: 0.02,
  phrase: 0.06,
  word: NEARBY_SHARE,
  bound: 2 * NEARBY_SHARE,
  inside: 1,
};

/** One line or two; more where even two are too narrow. */
function filledLines(pieces: readonly TimedPiece[]): readonly string[] {
  if (pieces.length === 0) return [];
  for (let end = pieces.length; end > 1; end -= 1) {
    const found = bestLines(pieces, 0, end, 2);
    if (found) return [...found.lines, ...filledLines(pieces.slice(end))];
  }
  return [...(bestLines(pieces, 0, 1, 1)?.lines ?? []), ...filledLines(pieces.slice(1))];
}

function unitsOf(pieces: readonly TimedPiece[]): number {
  return pieces.reduce((sum, { units, spaceUnits }) => sum + units + spaceUnits, 0);
}
