import { parseLanguage } from '../../../protocol/language/parse-language.ts';
import { loadSimplified, loadTraditional } from './chinese-script.ts';
import { serbianInCyrillic, serbianInLatin } from './serbian-script.ts';

/** Writes a text in the script of a language, where it came in the other one. Changes no number of words, and no meaning. */
export type ScriptWriter = (text: string) => string;

/**
 * Loads what writes texts in the script of a BCP-47 tag: Chinese in simplified or traditional characters, Serbian where the
 * tag names its letters. Undefined for languages that need none.
 */
export async function loadScriptWriter(tag: string): Promise<ScriptWriter | undefined> {
  const { primary, script, region, namesScript = false } = parseLanguage(tag) ?? {};
  if (primary === 'zh' || primary === 'yue') {
    if (script === 'Hans') return loadSimplified();
    if (script === 'Hant') return loadTraditional(region ?? (primary === 'yue' ? 'HK' : undefined));
  }
  if (primary !== 'sr' || !namesScript) return undefined;
  return script === 'Latn' ? serbianInLatin : serbianInCyrillic;
}
