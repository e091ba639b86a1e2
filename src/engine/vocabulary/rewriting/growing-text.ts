import { beginsWithWords, endOfSameLetters } from './same-words.ts';
import type { Passage, TextRewriter } from './text-rewriter.ts';

/**
 * The text of one utterance, rewritten while it grows. What was given out as stable text stays: words at the end of the
 * stable text that may be the beginning of a phrase are unstable until it is known. The rewriter may change meanwhile;
 * then the new one counts from there on.
 */
export class GrowingText {
  #settled: Passage = { heardLength: 0, written: '' };
  #heard = '';

  /** Takes the next partial. Both texts are of the recogniser; both that come back are rewritten. */
  update(
    rewriter: TextRewriter,
    stableText: string,
    unstableText: string,
  ): { readonly stableText: string; readonly unstableText: string } {
    const whole = stableText + unstableText;
    const { text, settled } = rewriter.rewrite(whole, stableText.length, this.#settled);
    this.#settled = settled;
    this.#heard = whole.slice(0, settled.heardLength);
    return { stableText: settled.written, unstableText: text.slice(settled.written.length) };
  }

  /**
   * The whole text, rewritten. It begins with the words of the last stable text, if the recogniser keeps its stable words:
   * it may still change their case and marks, and so what is a phrase.
   */
  finish(rewriter: TextRewriter, text: string): string {
    const whole = rewriter.rewrite(text).text;
    if (beginsWithWords(whole, this.#settled.written)) return whole;
    const heardLength = endOfSameLetters(text, this.#heard);
    if (heardLength === undefined) return whole;
    return rewriter.rewrite(text, text.length, { heardLength, written: this.#settled.written }).text;
  }
}
