import { canonicalTag } from '../../../../protocol/language/parse-language.ts';
import { textDirection } from '../../../../protocol/language/writing.ts';

/** What tells a browser how a text is written, and how it is spoken. */
export function languageAttributes(tag: string): { readonly lang?: string; readonly dir: 'ltr' | 'rtl' } {
  const lang = canonicalTag(tag);
  return { ...(lang === undefined ? {} : { lang }), dir: textDirection(tag) };
}
