import type { AnswerExpectation } from './answer-expectation.ts';
import { OpeningReader } from './opening.ts';
import { textWeight } from '../../text-weight.ts';
import { longestWeight } from './answer-length.ts';
import { LONGEST_THOUGHT_END, THOUGHT_END } from './thoughts.ts';

/** From here on an answer may hold something that is taken away once it is complete: a second line, a tag, a note. */
const DOUBTFUL_MARK = /[\n<`*([（【◁]/u;

/** More thoughts than this take longer than a caption may. */
const LONGEST_RAW = 20_000;

/**
 * Follows one answer while it comes. Shows a beginning of what `cleanAnswer` will make of it, and only once its opening
 * is known to be no chatter. Looks at each piece once.
 */
export class AnswerStream {
  readonly #opening: OpeningReader;
  readonly #longestWeight: number;
  #phase: 'opening' | 'thoughts' | 'shown' | 'held' = 'opening';
  #raw = '';
  /** What has come of the opening. */
  #opened = '';
  /** What viewers may see. */
  #shown = '';
  /** The end of what is not shown: an end of thoughts may be split between pieces. */
  #tail = '';
  #weight = 0;

  constructor(expectation: AnswerExpectation) {
    this.#opening = new OpeningReader(expectation);
    this.#longestWeight = longestWeight(expectation.source);
  }

  /** All that has come. */
  get raw(): string {
    return this.#raw;
  }

  /** True once the answer is too long to be a translation. */
  get excessive(): boolean {
    return this.#weight > this.#longestWeight || this.#raw.length > LONGEST_RAW;
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
    switch (this.#opening.read(this.#opened)) {
      case 'wait':
        return;
      case 'clear':
        this.#phase = 'shown';
        return this.#show(this.#opened.trimStart());
      case 'hold':
        this.#phase = 'held';
        return this.#hide(this.#opened);
      case 'thoughts':
        this.#phase = 'thoughts';
        this.#weight = 0;
        return this.#hide(this.#opened);
    }
  }

  #show(text: string): void {
    const doubt = text.search(DOUBTFUL_MARK);
    this.#shown += doubt === -1 ? text : text.slice(0, doubt);
    if (doubt === -1) return;
    this.#phase = 'held';
    this.#hide(text.slice(doubt));
  }

  /** The answer begins anew behind thoughts, also behind those that had no start mark. */
  #hide(text: string): void {
    const tail = this.#tail + text;
    const end = THOUGHT_END.exec(tail);
    this.#tail = end ? '' : tail.slice(1 - LONGEST_THOUGHT_END);
    if (!end) return;
    const rest = tail.slice(end.index + end[0].length);
    this.#phase = 'opening';
    this.#opened = '';
    this.#shown = '';
    this.#weight = textWeight(rest);
    this.#take(rest);
  }
}
