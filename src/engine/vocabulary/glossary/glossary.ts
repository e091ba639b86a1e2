import { languageFallbacks } from '../../../protocol/language/language-fallbacks.ts';
import type { TextRewriter } from '../rewriting/text-rewriter.ts';
import { correctionsOf } from './corrections.ts';
import type { GlossaryTerm } from './glossary-term.ts';
import { languagesOverlap } from './languages-overlap.ts';

/** A term as it is said, and how it is translated: the same text where it is not. */
export interface TermTranslation {
  readonly source: string;
  readonly target: string;
}

/** The user's terms. Does not change; another revision is another glossary. */
export class Glossary {
  readonly terms: readonly GlossaryTerm[];
  readonly revision: number;
  readonly #corrections = new Map<string, TextRewriter>();
  readonly #prompts = new Map<string, string>();
  readonly #translations = new Map<string, readonly TermTranslation[]>();

  constructor(terms: readonly GlossaryTerm[], revision: number) {
    this.terms = terms;
    this.revision = revision;
  }

  /**
   * How terms heard in one language are translated into another, in the order of the file. A translation for the target's
   * own tag comes before one for its language: pt-BR, then pt.
   */
  termsFor(sourceLanguage: string, targetLanguage: string): readonly TermTranslation[] {
    return remembered(this.#translations, `${sourceLanguage} ${targetLanguage}`, () => {
      const tags = languageFallbacks(targetLanguage);
      return this.#heardIn(sourceLanguage).flatMap(({ term, doNotTranslate, translations }) => {
        const tag = tags.find((candidate) => translations.has(candidate));
        const target = doNotTranslate ? term : tag && translations.get(tag);
        return target === undefined ? [] : [{ source: term, target }];
      });
    });
  }

  /**
   * A text for the initial prompt of Whisper: the terms as they are written, in the order of the file, as many as fit.
   * Empty where there are none.
   * @param limit most characters. Whisper reads about 200 tokens, which are about 600 characters of names.
   */
  prompt(language: string, limit: number): string {
    return remembered(this.#prompts, `${language} ${limit}`, () => {
      let text = '';
      for (const { term } of this.#heardIn(language)) {
        const longer = text === '' ? term : `${text}, ${term}`;
        if (longer.length < limit) text = longer;
      }
      return text === '' ? '' : `${text}.`;
    });
  }

  /** What puts the terms right in texts of a language. */
  corrections(language: string): TextRewriter {
    return remembered(this.#corrections, language, () => correctionsOf(this.#heardIn(language), language));
  }

  #heardIn(language: string): readonly GlossaryTerm[] {
    return this.terms.filter((term) => languagesOverlap(term.language, language));
  }
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
