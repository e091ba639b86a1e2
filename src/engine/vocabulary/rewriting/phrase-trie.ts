import type { Fold } from './fold.ts';
import { splitWords, type Word } from './words.ts';

interface Node<Value> {
  readonly next: Map<string, Node<Value>>;
  value?: Value;
}

/** The longest phrase that begins at a word. */
export interface PhraseMatch<Value> {
  /** How many words it has; 0 where no phrase begins there. */
  readonly length: number;
  readonly value: Value | undefined;
  /** How many words of the text, counted from its first, had to be known to be sure of this. */
  readonly needed: number;
}

/**
 * Phrases of one or several words, each with a value. Looking one up takes as many steps as the phrase has words, however
 * many phrases there are.
 */
export class PhraseTrie<Value> {
  readonly fold: Fold;
  readonly #root: Node<Value> = { next: new Map() };

  /** @param fold decides which words are the same. */
  constructor(fold: Fold) {
    this.fold = fold;
  }

  /** Adds a phrase. The last one counts where two are the same. A phrase without a word is never found. */
  add(phrase: string, value: Value): void {
    const words = splitWords(phrase, this.fold);
    if (words.length === 0) return;
    let node = this.#root;
    for (const { key } of words) {
      const next = node.next.get(key) ?? { next: new Map() };
      node.next.set(key, next);
      node = next;
    }
    node.value = value;
  }

  /** The longest phrase that begins with the word at `index`. */
  longestAt(words: readonly Word[], index: number): PhraseMatch<Value> {
    let node = this.#root;
    let length = 0;
    let value: Value | undefined;
    let at = index;
    while (node.next.size > 0) {
      const word = words[at];
      at += 1;
      if (!word || (word.afterBreak && at - 1 > index)) break;
      const next = node.next.get(word.key);
      if (!next) break;
      node = next;
      if (node.value !== undefined) [length, value] = [at - index, node.value];
    }
    return { length, value, needed: Math.max(at, index + 1) };
  }
}
