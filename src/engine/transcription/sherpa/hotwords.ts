import type { SherpaFiles } from '../sherpa-files.ts';
import type { OnlineConfig } from './sherpa-module.ts';

/** How much likelier a token of such a word is made; the library's own default. */
export const HOTWORDS_SCORE = 1.5;

/** How a model is told of words that are likely to occur. */
export interface Hotwords {
  /** What the library must know to cut them into tokens. */
  readonly model: Pick<OnlineConfig['modelConfig'], 'modelingUnit' | 'bpeVocab'>;
  /** One in each line, of a prompt that separates them with commas or full stops; empty for none. */
  phrases(prompt: string): string;
  /** Options of the search, for phrases that are not empty. */
  search(phrases: string): Pick<OnlineConfig, 'hotwordsBuf' | 'hotwordsBufSize' | 'hotwordsScore'>;
}

const HAN = /\p{Script=Han}/u;

/**
 * How a transducer is told of them: by signs where its tokens are signs, else by the table that cuts words into its tokens.
 * Nothing where the folder has no such table.
 * @param tokens text of the file of tokens.
 */
export function hotwordsOf({ bpeVocabulary }: SherpaFiles, tokens: string): Hotwords | undefined {
  const signs = tokens.split('\n').map((line) => line.split(/\s/u)[0] ?? '');
  const hasHan = signs.some((sign) => HAN.test(sign));
  const isCapital = !signs.some((sign) => !sign.startsWith('<') && /[a-z]/u.test(sign));
  const hasLatin = signs.some((sign) => /^▁?[A-Z]{2,}$/iu.test(sign));
  if (bpeVocabulary === undefined && (!hasHan || hasLatin)) return undefined;
  const model =
    bpeVocabulary === undefined
      ? ({ modelingUnit: 'cjkchar' } as const)
      : ({ modelingUnit: hasHan ? 'cjkchar+bpe' : 'bpe', bpeVocab: bpeVocabulary } as const);
  return {
    model,
    phrases: (prompt) => {
      const terms = prompt.split(/[,.;:!?\n、。，]+/u).map((term) => term.replace(/[\s/#@]+/gu, ' ').trim());
      const written = terms.filter((term) => /[\p{L}\p{N}]/u.test(term));
      return [...new Set(isCapital ? written.map((term) => term.toUpperCase()) : written)].join('\n');
    },
    search: (phrases) => ({
      hotwordsBuf: phrases,
      hotwordsBufSize: Buffer.byteLength(phrases),
      hotwordsScore: HOTWORDS_SCORE,
    }),
  };
}
