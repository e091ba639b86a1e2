import { bestLines, PieceRow } from './cue-lines.ts';
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

  /** The same once more, which goes its own way from here. */
  copy(): DualTrack {
    const copy = new DualTrack();
    copy.#waiting = this.#waiting;
    copy.#earliestMs = this.#earliestMs;
    return copy;
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
  return new PieceRow(pieces).units(0, pieces.length) / (pieces[0]?.lineUnits ?? 1);
}

/** The lines of a text beside each subtitle of another one. */
function linesBeside(
  text: readonly TimedPiece[],
  lead: readonly TimedPiece[],
  planned: readonly PlannedCue[],
): readonly (readonly string[])[] {
  const [row, leadRow] = [new PieceRow(text), new PieceRow(lead)];
  let from = 0;
  return planned.map(({ end }, index) => {
    const share = leadRow.units(0, end) / leadRow.units(0, lead.length);
    const to = index === planned.length - 1 ? text.length : cutNear(row, from, share);
    const lines = filledLines(row, from, to);
    from = to;
    return lines;
  });
}

/** The index of the piece before which a text is cut best, near a share of it. */
function cutNear(row: PieceRow, from: number, share: number): number {
  const whole = row.units(0, row.pieces.length);
  const awayAt = (at: number): number => row.units(0, at) / whole - share;
  let found = { at: from, cost: Math.abs(awayAt(from)) + NEARBY_SHARE };
  for (let at = from + 1; at <= row.pieces.length; at += 1) {
    const away = awayAt(at);
    if (away > found.cost) break;
    const cost = Math.abs(away) + BREAK_SHARE[row.pieces[at - 1]?.breakAfter ?? 'word'];
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
function filledLines(row: PieceRow, from: number, to: number): readonly string[] {
  const lines: string[] = [];
  for (let first = from; first < to;) {
    const most = row.pieces[first]?.lineUnits ?? 0;
    let end = first + 1;
    while (end < to && row.units(first, end + 1) <= 2 * most) end += 1;
    let laid = bestLines(row, { first, end, most, mostLines: 2 });
    while (!laid && end > first + 1) {
      end -= 1;
      laid = bestLines(row, { first, end, most, mostLines: 2 });
    }
    lines.push(...row.lines(first, end, laid ?? { at: end, cost: 0 }));
    first = end;
  }
  return lines;
}
