import type { StatusNotice } from '../../protocol/status.ts';
import { notice } from '../pipeline/notice.ts';
import type { TermSource } from '../translation/term-source.ts';
import type { TranslatorDefinition } from '../translation/translator-definition.ts';

/**
 * What the streamer must know where the glossary says how terms are translated, and a translator of the chain cannot do
 * it; undefined where all can, or nothing is said.
 * @param targets BCP-47 tags of the target languages.
 * @param known the translators that could be chosen.
 */
export function ignoredTermsNotice(
  chain: readonly TranslatorDefinition[],
  known: readonly TranslatorDefinition[],
  { terms, targets }: { readonly terms: TermSource | undefined; readonly targets: readonly string[] },
): StatusNotice | undefined {
  const isAsked = targets.some((target) => (terms?.termsFor('auto', target).length ?? 0) > 0);
  const names = chain.filter((definition) => !usesTerms(definition)).map(({ name }) => name);
  if (!isAsked || names.length === 0) return undefined;
  const able = known.filter(usesTerms).map(({ name }) => name);
  const who = names.length === 1 ? `The translator ${names[0] ?? ''}` : `The translators ${names.join(' and ')}`;
  return notice('translation', {
    level: chain.some(usesTerms) ? 'info' : 'warning',
    code: 'terms-ignored',
    message: `${who} cannot use the translations in the glossary: terms may be translated in other words.`,
    hint: `Terms are still corrected in the spoken text. To have them translated as the glossary says, choose ${able.join(' or ')} with --translator.`,
  });
}

function usesTerms({ uses }: TranslatorDefinition): boolean {
  return uses?.includes('terms') === true;
}
