import { englishName } from '../../../protocol/language/language-names.ts';
import { parseLanguage } from '../../../protocol/language/parse-language.ts';

/** Languages of which a plain tag leaves open how they are written. */
const NAMED_WITH_SCRIPT = new Set(['zh', 'yue']);

/**
 * What a model is told of a BCP-47 tag: its English name, such as `Portuguese (Brazil)` or `Chinese (Traditional)`; the
 * tag itself where it has no name, and `undefined` where it stands for no language (`auto`, `und`).
 */
export function languageName(tag: string): string | undefined {
  const language = parseLanguage(tag);
  if (!language) return undefined;
  const { primary, script, region } = language;
  if (!NAMED_WITH_SCRIPT.has(primary)) return englishName(tag) ?? tag;
  return englishName([primary, script, region].filter((part) => part !== undefined).join('-')) ?? tag;
}
