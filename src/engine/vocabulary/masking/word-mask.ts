import { EngineError } from '../../errors.ts';
import { foldCase } from '../rewriting/fold.ts';
import { PhraseTrie } from '../rewriting/phrase-trie.ts';
import { TextRewriter, type Replacement } from '../rewriting/text-rewriter.ts';
import { splitWords } from '../rewriting/words.ts';
import { masked, type MaskStyle } from './mask-style.ts';
import { bundledWords } from './word-lists.ts';

/** Which words are masked, and how. Words and phrases are masked as a whole: "Scunthorpe" and "class" stay. */
export interface MaskSettings {
  readonly style: MaskStyle;
  /** Words and phrases to mask besides the bundled lists, in every language. */
  readonly maskWords: readonly string[];
  /** Words and phrases that are never masked, also where they hold a masked word. */
  readonly allowWords: readonly string[];
}

/** What masks texts of each language. */
export interface Mask {
  /** @param language BCP-47 tag. */
  rewriter(language: string): TextRewriter;
}

const UNCHANGED = new TextRewriter(new PhraseTrie<Replacement>(foldCase));

/** Leaves all texts as they are. */
export const NO_MASK: Mask = { rewriter: () => UNCHANGED };

/** Masks words in texts of any language. */
export class WordMask implements Mask {
  readonly #settings: MaskSettings;
  readonly #rewriters = new Map<string, TextRewriter>();

  /** Throws a `usage` error where a word can never be found. */
  constructor(settings: MaskSettings) {
    this.#settings = settings;
    for (const word of [...settings.maskWords, ...settings.allowWords]) checkWord(word);
  }

  rewriter(language: string): TextRewriter {
    const known = this.#rewriters.get(language);
    if (known) return known;
    const { style, maskWords, allowWords } = this.#settings;
    const phrases = new PhraseTrie<Replacement>(foldCase);
    for (const word of [...bundledWords(language), ...maskWords]) phrases.add(word, ({ text }) => masked(text, style));
    for (const word of allowWords) phrases.add(word, ({ text }) => text);
    const rewriter = new TextRewriter(phrases);
    this.#rewriters.set(language, rewriter);
    return rewriter;
  }
}

function checkWord(word: string): void {
  if (splitWords(word, foldCase).length > 0) return;
  throw new EngineError('usage', `The word "${word}" cannot be masked or allowed: it has no letter and no digit.`, {
    hint: 'Remove it from the list.',
  });
}
