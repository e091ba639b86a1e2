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
 * Decides which words of a growing utterance are shown, and which of them as certain. Two successive hypotheses must agree
 * on a word to make it certain (LocalAgreement-2). While the speaker talks, the newest word is never certain, and is shown
 * only once it was heard twice without a mark that guesses at an end: the audio may stop in the middle of it, and most of
 * what would flicker is there. What is certain is never taken back: `stableText` only grows.
 */
export class HypothesisStabilizer {
  #stableText = '';
  #stableKeys: string[] = [];
  #previousKeys: readonly string[] = [];

  get stableText(): string {
    return this.#stableText;
  }

  /**
   * Takes the next hypothesis.
   * @param language BCP-47 tag of the text.
   * @param paused the audio ends in a pause, so that its newest word is whole.
   */
  update(text: string, language: string, paused: boolean): StabilizedText {
    const heard = tokenize(text, language);
    const keys = heard.map((token) => token.key);
    const from = this.#position(keys);
    const agreed = agreement(this.#previousKeys.slice(this.#position(this.#previousKeys)), keys.slice(from));
    const newestIsSteady = from + agreed === keys.length && trailingMarks(heard.at(-1)?.surface ?? '') === '';
    const whole = paused ? agreed : Math.min(agreed, Math.max(0, keys.length - 1 - from));
    this.#commit(heard, from, whole, language);
    this.#previousKeys = keys;
    const shown = paused || newestIsSteady ? heard : heard.slice(0, -1);
    const rest = this.#rest(shown, from + whole, language);
    return { stableText: this.#stableText, unstableText: paused ? rest : withoutEndMarks(rest) };
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
  #commit(tokens: readonly Token[], from: number, count: number, language: string): void {
    for (const [offset, token] of tokens.slice(from, from + count).entries()) {
      const marks = this.#stableText === '' ? '' : trailingMarks(tokens[from + offset - 1]?.surface ?? '');
      const space =
        this.#stableText === '' ? '' : token.space || missingSpace(this.#stableText, token.surface, language);
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
    return marks + (tokens[from]?.space || missingSpace(this.#stableText + marks, rest, language)) + rest;
  }
}

/** Marks at the end of what is shown come and go with the word that follows. */
function withoutEndMarks(text: string): string {
  return text.slice(0, text.length - trailingMarks(text).length);
}

/** Where kept words meet the words of another hypothesis, that hypothesis may have no space to bring. */
function missingSpace(left: string, right: string, language: string): string {
  const spacedScript = /[\p{Script=Latin}\p{N}]/u;
  const bothSpaced = spacedScript.test(left.slice(-1)) && spacedScript.test(right.slice(0, 1));
  return isUnspaced(language) && !bothSpaced ? '' : ' ';
}

/** How many leading items two lists have in common. */
function agreement(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
