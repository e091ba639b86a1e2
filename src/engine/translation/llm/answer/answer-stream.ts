import { textWeight } from '../../text-weight.ts';
import type { AnswerExpectation } from './answer-expectation.ts';
import { ClosingWatch } from './closing.ts';
import { longestWeight } from '../../translation-length.ts';
import { OpeningReader } from './opening.ts';
import { withoutHeader } from './template-marks.ts';
import { endOfThoughts, LONGEST_THOUGHT_MARK } from './thoughts.ts';

/**
 * From here on an answer may hold something that is taken away once it is complete: a second line, a tag, a mark of a
 * template, a note, an entity, a command of LaTeX, or the translation of what stands before.
 */
const DOUBTFUL_MARK = /[\n<`*([（【◁\]&\\#▁→⇒➔➜➡⟶⟹←⇐⬅>|]|[-=–—]>| \/ | [-–—=] /u;

/** What may be the beginning of such a mark, or of another turn, where the rest of it is still to come. */
const DOUBTFUL_END =
  / [-–—=/]?$|[-=–—]$|(?<=[.!?…。！？”"»)])\s?(?:a(?:s|ss|ssi|ssis|ssist|ssista|ssistan|ssistant)?|u(?:s|se|ser)?|m(?:o|od|ode|odel)?)$/u;
const OTHER_TURN = /(?<=[.!?…。！？”"»)])(?:assistant|user|model)/u;

/** Longer ends are no beginning of a mark. */
const LONGEST_END = 16;

/** The end of a sentence and the space behind it. */
const LONGEST_GAP = 4;

/** More thoughts than this take longer than a caption may. */
const LONGEST_RAW = 20_000;

/** So much may stand around a translation that is held back, as the keys of JSON. */
const WRAPPING_WEIGHT = 240;

/**
 * Follows one answer while it comes. Shows a beginning of what `cleanAnswer` will make of it, and only once its opening
 * is known to be no chatter. Looks at each piece once.
 */
export class AnswerStream {
  readonly #opening: OpeningReader;
  readonly #closing: ClosingWatch;
  readonly #source: string;
  readonly #longestWeight: number;
  #phase: 'opening' | 'thoughts' | 'shown' | 'held' = 'opening';
  #raw = '';
  /** What has come of the opening. */
  #opened = '';
  /** What viewers may see. */
  #shown = '';
  /** The end of what has come and is not shown: a mark may be split between pieces. */
  #tail = '';
  #weight = 0;

  constructor(expectation: AnswerExpectation) {
    this.#opening = new OpeningReader(expectation);
    this.#closing = new ClosingWatch(expectation);
    this.#source = expectation.source;
    this.#longestWeight = longestWeight(expectation.source);
  }

  /** All that has come. */
  get raw(): string {
    return this.#raw;
  }

  /** True once the answer is too long to be a translation. */
  get excessive(): boolean {
    const wrapping = this.#shown === '' ? WRAPPING_WEIGHT : 0;
    return this.#weight > this.#longestWeight + wrapping || this.#raw.length > LONGEST_RAW;
  }

  /** Adds a piece. Returns the text so far where there is more of it to be seen, else `undefined`. */
  push(piece: string): string | undefined {
    const before = this.#shown.trimEnd().length;
    this.#raw += piece;
    if (this.#phase !== 'thoughts') this.#weight += textWeight(piece);
    this.#take(piece);
    const shown = this.#shown.trimEnd();
    return shown.length > before ? shown : undefined;
  }

  #take(text: string): void {
    switch (this.#phase) {
      case 'opening':
        return this.#open(text);
      case 'shown':
        return this.#show(text);
      case 'thoughts':
      case 'held':
        return this.#hide(text);
    }
  }

  #open(text: string): void {
    this.#opened += text;
    const answer = withoutHeader(this.#opened, this.#source);
    // The marks of a header may be those of thoughts.
    const opening = this.#opening.read(this.#opened);
    switch (opening === 'thoughts' ? opening : this.#opening.read(answer)) {
      case 'wait':
        if (endOfThoughts(this.#opened, this.#source, false) === -1) return;
        return this.#hide(this.#taken());
      case 'clear':
        this.#phase = 'shown';
        this.#opened = '';
        return this.#show(answer.trimStart());
      case 'hold':
        this.#phase = 'held';
        return this.#hide(this.#taken());
      case 'thoughts':
        this.#phase = 'thoughts';
        this.#weight = 0;
        return this.#hide(this.#taken());
    }
  }

  #taken(): string {
    const opened = this.#opened;
    this.#opened = '';
    return opened;
  }

  #show(piece: string): void {
    const text = this.#tail + piece;
    const context = this.#shown.slice(-1);
    const doubt = text.search(DOUBTFUL_MARK);
    const turn = OTHER_TURN.exec(context + text);
    const sentenceEnd = this.#shown.slice(-LONGEST_GAP);
    const closing = this.#closing.find(sentenceEnd + text);
    const closingAt = closing ? Math.max(0, closing.index - sentenceEnd.length) : text.length;
    const ends = [doubt, turn ? turn.index - context.length : -1, closing?.isWhole ? closingAt : -1].filter(
      (index) => index !== -1,
    );
    if (ends.length > 0) {
      this.#shown += text.slice(0, Math.max(0, Math.min(...ends)));
      this.#phase = 'held';
      this.#tail = '';
      return;
    }
    const end = DOUBTFUL_END.exec(context + text.slice(-LONGEST_END));
    const held = Math.max(end ? Math.min(end[0].length, text.length) : 0, text.length - closingAt);
    this.#shown += text.slice(0, text.length - held);
    this.#tail = text.slice(text.length - held);
  }

  /** The answer begins anew behind thoughts, also behind those that had no start mark; not once viewers have read of it. */
  #hide(text: string): void {
    if (this.#shown !== '') return;
    const tail = this.#tail + text;
    const end = endOfThoughts(tail, this.#source, this.#phase === 'thoughts');
    this.#tail = end === -1 ? tail.slice(1 - LONGEST_THOUGHT_MARK) : '';
    if (end === -1) return;
    const rest = tail.slice(end);
    this.#phase = 'opening';
    this.#opened = '';
    this.#weight = textWeight(rest);
    this.#take(rest);
  }
}
