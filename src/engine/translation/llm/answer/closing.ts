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

/** Offers that nobody takes for a part of another sentence, where models set no end before them. */
const OFFERS_AMID = [
  'let me know if',
  'please let me know',
  'just let me know',
  'feel free to',
  'i hope this helps',
  'i hope that helps',
  'hope this helps',
  'hope that helps',
  'if you need anything',
  'if you need any ',
  'if you have any ',
  'is there anything else',
  'happy to help',
  "i'm happy to help",
  'glad to help',
] as const;

const LONGEST = Math.max(...[...OFFERS, ...OFFERS_AMID, ...REMARKS].map((opener) => opener.length));

/**
 * What stands before a sentence: the end of another one, behind which that begins, or a comma and the like, or spaces. A
 * comma that came last may be one.
 */
const BEFORE =
  /(?<end>(?<=[.!?…。！？"”»)\p{Extended_Pictographic}\uFE0F])[ \n]{0,3}(?=[\p{L}¿]))|(?<=[\p{L}\p{N}])(?: ?[,;:–—-][ \n]{0,3}(?=\p{L}|$)|[ \n]{1,3}(?=\p{L}))/gu;

/** How sentences begin that the speaker of the source has not said, as nothing like them is in there. */
interface ForeignClosings {
  /** Behind the end of a sentence. */
  readonly behind: readonly string[];
  /** Anywhere. */
  readonly amid: readonly string[];
}

function foreignClosings({ source, sourceLanguage }: AnswerExpectation): ForeignClosings {
  const language = primarySubtag(sourceLanguage);
  const isNoOffer = isSilentOn('help', source, language);
  const remarks = isSilentOn('text', source, language) ? REMARKS : [];
  return { behind: [...(isNoOffer ? OFFERS : []), ...remarks], amid: isNoOffer ? OFFERS_AMID : [] };
}

/** What may begin a sentence that the model adds, as far as it has come. */
function* suspectsIn(
  text: string,
  { behind, amid }: ForeignClosings,
): Generator<{ readonly index: number; readonly sentence: string; readonly openers: readonly string[] }> {
  for (const { 0: mark, index, groups } of text.matchAll(BEFORE)) {
    const openers = groups?.['end'] === undefined ? amid : behind;
    const start = index + mark.length;
    if (openers.length > 0) yield { index, sentence: plainText(text.slice(start, start + LONGEST + 1)), openers };
  }
}

/** Takes sentences away from the end in which the model offers help or talks about its translation. */
export function withoutClosing(text: string, expectation: AnswerExpectation): string {
  for (const { index, sentence, openers } of suspectsIn(text, foreignClosings(expectation))) {
    if (!openers.some((opener) => sentence.startsWith(opener))) continue;
    const before = text.slice(0, index).trimEnd();
    if (fitsBetter(before, text, expectation.source)) return before;
  }
  return text;
}

/** Finds where such a sentence begins in text that is still coming. */
export class ClosingWatch {
  readonly #closings: ForeignClosings;

  constructor(expectation: AnswerExpectation) {
    this.#closings = foreignClosings(expectation);
  }

  /** The first one, as far as it has come: the rest of its opener may be still to come. */
  find(text: string): { readonly index: number; readonly isWhole: boolean } | undefined {
    for (const { index, sentence, openers } of suspectsIn(text, this.#closings)) {
      const isWhole = openers.some((opener) => sentence.startsWith(opener));
      if (isWhole || openers.some((opener) => opener.startsWith(sentence))) return { index, isWhole };
    }
    return undefined;
  }
}
