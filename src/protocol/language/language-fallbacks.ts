import { parseLanguage } from './parse-language.ts';
import { otherName } from './same-language.ts';

/**
 * The canonical tag and what may stand for it, the most specific first: `zh-TW`, `zh-Hant`, `zh`. None for what is no tag.
 */
export function languageFallbacks(tag: string): readonly string[] {
  const language = parseLanguage(tag);
  if (!language) return [];
  const { primary, script, region } = language;
  const shorter = [script, region].flatMap((part) => (part === undefined ? [] : [`${primary}-${part}`]));
  const other = otherName(primary);
  const rest = [...(language.tag === primary ? [] : shorter), primary, ...(other === undefined ? [] : [other])];
  return [...new Set([language.tag, ...rest])];
}
