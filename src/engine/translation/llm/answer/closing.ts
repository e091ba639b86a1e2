import { primarySubtag } from '../../../../protocol/language/parse-language.ts';
import type { AnswerExpectation } from './answer-expectation.ts';
import { fitsBetter } from './answer-length.ts';
import { plainText } from './plain-text.ts';
import { isSilentOn } from './said-words.ts';

/** How sentences begin that models add: offers of more help. Lower case, for `plainText`. */
const OFFERS = [
  'let me know',
  'please let me know',
  'just let me know',
  'need anything',
  'feel free',
  'please feel free',
  'i hope this',
  'i hope that helps',
  'i hope it helps',
  'hope this',
  'hope that helps',
  'if you need',
  'if you have',
  "if you'd like",
  'if you want',
  'if there',
  'is there anything',
  'anything else',
  'would you like',
  'do you want me',
  'do you need',
  'can i help',
  'how can i',
  'how else',
  'happy to help',
  "i'm happy to",
  'glad to help',
  'avísame si',
  'espero que esto',
  '¿necesitas',
  '¿hay algo',
  "n'hésite",
  "j'espère que cela",
  'ich hoffe, das',
  'lass mich wissen',
  'lassen sie mich',
  'wenn du noch',
  'avise-me se',
  'espero que isso',
  'fammi sapere',
  'spero che questo',
  'дайте знать',
  'надеюсь, это',
  '他に',
  'お役に',
  '如果您',
  '如果你需要',
  '希望这',
  '도움이',
] as const;

/** The same of what models say about their translation. */
const REMARKS = [
  'i translated',
  'i have translated',
  "i've translated",
  'i kept the',
  'i used',
  "i've used",
  "i've kept",
  'this is a translation',
  'this is an informal',
  'this is a formal',
  'this is a literal',
  'this is the translation',
  'this is the most',
  'this translation',
  'this translates',
  'the translation',
  'that is the translation',
  "that's the translation",
  'note that',
  'please note',
  'note:',
  'translated from',
  'translated by',
  'you can also say',
  'you could also say',
  'translated informally',
] as const;

const LONGEST = Math.max(...[...OFFERS, ...REMARKS].map((opener) => opener.length));

/** Where a sentence may begin: behind the end of another one. */
const BEGINNINGS = /(?<=[.!?…。！？"”»)\p{Extended_Pictographic}\uFE0F])[ \n]{0,3}(?=[\p{L}¿])/gu;

/** The openers of those sentences that the speaker of the source has not said, as nothing like them is in there. */
export function foreignClosings({ source, sourceLanguage }: AnswerExpectation): readonly string[] {
  const language = primarySubtag(sourceLanguage);
  const offers = isSilentOn('help', source, language) ? OFFERS : [];
  const remarks = isSilentOn('text', source, language) ? REMARKS : [];
  return [...offers, ...remarks];
}

/** Takes sentences away from the end in which the model offers help or talks about its translation. */
export function withoutClosing(text: string, expectation: AnswerExpectation): string {
  const openers = foreignClosings(expectation);
  if (openers.length === 0) return text;
  for (const { 0: space, index } of text.matchAll(BEGINNINGS)) {
    const sentence = plainText(text.slice(index, index + space.length + LONGEST + 1));
    if (!openers.some((opener) => sentence.startsWith(opener))) continue;
    const before = text.slice(0, index).trimEnd();
    if (fitsBetter(before, text, expectation.source)) return before;
  }
  return text;
}

/** Finds where such a sentence begins in text that is still coming. */
export class ClosingWatch {
  readonly #openers: readonly string[];

  constructor(expectation: AnswerExpectation) {
    this.#openers = foreignClosings(expectation);
  }

  /** The first one, as far as it has come: the rest of its opener may be still to come. */
  find(text: string): { readonly index: number; readonly isWhole: boolean } | undefined {
    if (this.#openers.length === 0) return undefined;
    for (const { 0: space, index } of text.matchAll(BEGINNINGS)) {
      const sentence = plainText(text.slice(index, index + space.length + LONGEST + 1));
      const isWhole = this.#openers.some((opener) => sentence.startsWith(opener));
      if (isWhole || this.#openers.some((opener) => opener.startsWith(sentence))) return { index, isWhole };
    }
    return undefined;
  }
}
