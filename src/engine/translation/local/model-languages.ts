import { parseLanguage } from '../../../protocol/language/parse-language.ts';
import { scriptCode } from '../../../protocol/language/writing.ts';

/**
 * Which languages of models stand for a written language, where its tag alone does not say it. As a source, a near
 * relative may be read too; as a target only what was asked for is written. Keys are language and script.
 */
const MODEL_LANGUAGES: Readonly<Record<string, { readonly source: readonly string[]; readonly target: string }>> = {
  'zh-Hans': { source: ['zh'], target: 'zh' },
  'zh-Hant': { source: ['zh-Hant'], target: 'zh-Hant' },
  'no-Latn': { source: ['nb', 'no'], target: 'nb' },
  'nb-Latn': { source: ['nb', 'no'], target: 'nb' },
  'nn-Latn': { source: ['nn', 'nb', 'no'], target: 'nn' },
  'sr-Cyrl': { source: ['sr', 'hbs'], target: 'sr' },
  'sr-Latn': { source: ['sr', 'hbs'], target: 'sr-Latn' },
  'hr-Latn': { source: ['hr', 'hbs'], target: 'hr' },
  'bs-Latn': { source: ['bs', 'hbs'], target: 'bs' },
  'fil-Latn': { source: ['tl'], target: 'tl' },
};

/**
 * The languages of the models that read or write the language of a BCP-47 tag, best first; none where the language is
 * not known, such as for `auto`. Regions share a model: `pt-BR` and `pt-PT` are both `pt`.
 */
export function modelLanguages(tag: string, side: 'source' | 'target'): readonly string[] {
  const language = parseLanguage(tag);
  if (!language) return [];
  const { primary, script = '' } = language;
  const known = MODEL_LANGUAGES[`${primary}-${script}`];
  if (known) return side === 'source' ? known.source : [known.target];
  return [script === (scriptCode(primary) ?? '') ? primary : `${primary}-${script}`];
}
