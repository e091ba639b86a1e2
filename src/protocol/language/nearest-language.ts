import { languageFallbacks } from './language-fallbacks.ts';
import { parseLanguage } from './parse-language.ts';
import { sameLanguage, sameWrittenLanguage } from './same-language.ts';

/**
 * Of `tags` the one that serves best who wants a language; undefined where none is of that language. One in its script
 * comes before one in another, so `zh-TW` takes `zh-HK` rather than `zh`, and `zh` where there is nothing else.
 */
export function nearestLanguage(wanted: string, tags: readonly string[]): string | undefined {
  const written = tags.filter((tag) => sameWrittenLanguage(tag, wanted));
  const candidates = written.length > 0 ? written : tags.filter((tag) => sameLanguage(tag, wanted));
  for (const fallback of languageFallbacks(wanted)) {
    const found = candidates.find((tag) => parseLanguage(tag)?.tag === fallback);
    if (found !== undefined) return found;
  }
  return candidates[0];
}
