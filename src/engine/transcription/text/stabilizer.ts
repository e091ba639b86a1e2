import { isUnspaced } from '../../../protocol/language.ts';
import { alignedPrefixLength } from './align.ts';
import { joinTokens, tokenize, trailingMarks, type Token } from './tokens.ts';

/** What is shown of a partial: `stableText + unstableText`. */
export interface StabilizedText {
  readonly stableText: string;
  readonly unstableText: string;
}

/** The text of a final, and whether committed words had to be kept against the last hypothesis. */
export interface StabilizedFinal {
  readonly text: string;
  readonly disagreed: boolean;
}

/**
 * Decides which words of a growing utterance are shown as certain. Two successive hypotheses must agree on a word
 * (LocalAgreement-2); the newest word is never certain, because the audio may end in the middle of it. What is certain
 * is never taken back: `stableText` only grows.
 */
export class HypothesisStabilizer {
  #stableText = '';
  #stableKeys: string[] = [];
  #previousKeys: readonly string[] = [];

  get stableText(): string {
    return this.#stableText;
  }

  /** Takes the next hypothesis. @param language BCP-47 tag of the text. */
  update(text: string, language: string): StabilizedText {
    const tokens = tokenize(text, language);
    const keys = tokens.map((token) => token.key);
    const from = this.#position(keys);
    const agreed = agreement(this.#previousKeys.slice(this.#position(this.#previousKeys)), keys.slice(from, -1));
    this.#commit(tokens, from, agreed);
    this.#previousKeys = keys;
    return { stableText: this.#stableText, unstableText: this.#rest(tokens, from + agreed, language) };
  }

  /** The final text: the last hypothesis, but never without the words that were committed. */
  finish(text: string, language: string): StabilizedFinal {
    const tokens = tokenize(text, language);
    const keys = tokens.map((token) => token.key);
    if (this.#stableKeys.every((key, index) => keys[index] === key)) {
      return { text: joinTokens(tokens), disagreed: false };
    }
    return { text: this.#stableText + this.#rest(tokens, this.#position(keys), language), disagreed: true };
  }

  /** Where in a hypothesis the committed words end. */
  #position(keys: readonly string[]): number {
    return alignedPrefixLength(this.#stableKeys, keys);
  }

  /** Commits `count` tokens from `from` on. Marks after the last one wait, since they often change with the next word. */
  #commit(tokens: readonly Token[], from: number, count: number): void {
    for (const [offset, token] of tokens.slice(from, from + count).entries()) {
      const marks = this.#stableText === '' ? '' : trailingMarks(tokens[from + offset - 1]?.surface ?? '');
      const space = this.#stableText === '' ? '' : token.space;
      const bare = token.surface.slice(0, token.surface.length - trailingMarks(token.surface).length);
      this.#stableText += marks + space + bare;
      this.#stableKeys.push(token.key);
    }
  }

  /** What follows the committed words in a hypothesis, with the marks and the space that join it to them. */
  #rest(tokens: readonly Token[], from: number, language: string): string {
    const rest = joinTokens(tokens.slice(from));
    if (this.#stableText === '') return rest;
    const marks = trailingMarks(tokens[from - 1]?.surface ?? '');
    if (rest === '') return marks;
    return marks + (tokens[from]?.space || (isUnspaced(language) ? '' : ' ')) + rest;
  }
}

/** How many leading items two lists have in common. */
function agreement(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
