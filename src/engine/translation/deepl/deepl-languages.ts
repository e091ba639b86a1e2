import { isUnknownLanguage, parseLanguage, type Language } from '../../../protocol/language/parse-language.ts';
import { scriptCode } from '../../../protocol/language/writing.ts';
import {
  AMERICAN_ENGLISH,
  DEEPL_NAMES,
  EUROPEAN_SPANISH,
  FAST_LANGUAGES,
  FORMAL_TARGETS,
  SLOW_VARIANTS,
  SOURCE_LANGUAGES,
  TARGET_LANGUAGES,
} from './language-table.ts';

/** One language in DeepL's list. */
export interface ListedLanguage {
  readonly code: string;
  readonly supportsFormality?: boolean;
}

/**
 * Says which of DeepL's codes a BCP-47 tag means. A tag without a region means what most of its speakers use, as in
 * CLDR: `en` is American, `pt` Brazilian, `zh` simplified. A region that DeepL does not have falls to the nearest
 * variant: `en-AU` is British, `es-MX` Latin American, `pt-AO` European, `zh-HK` traditional. Scripts other than the
 * usual one of a language (`sr-Latn`) are not offered as targets, since DeepL writes each language in one script.
 */
export class DeepLLanguages {
  readonly #sources = new Map(SOURCE_LANGUAGES.map(keyed));
  readonly #targets = new Map(TARGET_LANGUAGES.map(keyed));
  readonly #formal = new Set(FORMAL_TARGETS.map((code) => code.toLowerCase()));

  /** Adds what DeepL lists. Nothing is taken away: its list leaves out languages that work. */
  learn(sources: readonly ListedLanguage[], targets: readonly ListedLanguage[]): void {
    for (const { code } of sources) this.#sources.set(code.toLowerCase(), code);
    for (const { code, supportsFormality } of targets) {
      this.#targets.set(code.toLowerCase(), code);
      if (supportsFormality === true) this.#formal.add(code.toLowerCase());
    }
  }

  /** DeepL's code of a source language; `auto` where the language is to be detected, `undefined` where DeepL lacks it. */
  source(tag: string): string | undefined {
    if (isUnknownLanguage(tag)) return 'auto';
    const language = parseLanguage(tag);
    return language && this.#sources.get(baseOf(language));
  }

  /** DeepL's code of a target language, `undefined` where DeepL lacks it. */
  target(tag: string): string | undefined {
    const language = parseLanguage(tag);
    if (!language) return undefined;
    const known = targetCandidates(language).find((code) => this.#targets.has(code));
    return known === undefined ? undefined : this.#targets.get(known);
  }

  /** Whether a target, by DeepL's code, can be formal or informal. */
  knowsFormality(target: string): boolean {
    return this.#formal.has(target.toLowerCase());
  }

  /** Whether DeepL is sure to have fast models for a pair of its codes: not where the source is still to be detected. */
  isFast(source: string, target: string): boolean {
    return FAST_LANGUAGES.has(source) && FAST_LANGUAGES.has(withoutVariant(target)) && !SLOW_VARIANTS.has(target);
  }
}

/** `en` for `en-US`: glossaries know no variants. */
export function withoutVariant(code: string): string {
  return code.replace(/-.*$/u, '');
}

function keyed(code: string): [string, string] {
  return [code.toLowerCase(), code];
}

function baseOf({ primary, region }: Language): string {
  if (primary === 'fa' && region === 'AF') return 'prs';
  return DEEPL_NAMES[primary] ?? primary;
}

/** Codes that would do, in lower case, best first. */
function targetCandidates(language: Language): string[] {
  const { primary, region = '', script } = language;
  const base = baseOf(language);
  if (primary === 'zh' || script !== scriptCode(primary)) return [`${base}-${script ?? ''}`.toLowerCase()];
  const exact = `${base}-${region}`.toLowerCase();
  return [exact, ...nearestVariant(primary, region), base];
}

function nearestVariant(primary: string, region: string): string[] {
  if (primary === 'en') return region === '' || AMERICAN_ENGLISH.has(region) ? ['en-us'] : ['en-gb'];
  if (primary === 'pt') return region === '' ? ['pt-br'] : ['pt-pt'];
  if (primary === 'es' && region !== '' && !EUROPEAN_SPANISH.has(region)) return ['es-419'];
  return [];
}
