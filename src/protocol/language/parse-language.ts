import { mistakenTag } from './mistaken-tag.ts';

/** A language as its BCP-47 tag tells it. */
export interface Language {
  /** Canonical tag without extensions: `pt-BR` for `PT_br`, `he` for the deprecated `iw`. */
  readonly tag: string;
  /** Primary subtag: `pt`. */
  readonly primary: string;
  /** Region subtag: `BR`. Absent where the tag has none. */
  readonly region?: string;
  /** ISO 15924 code of the script: that of the tag, else the usual one of language and region. Absent where none is known. */
  readonly script?: string;
  /** True where the tag itself names the script, as `sr-Latn` does. */
  readonly namesScript: boolean;
}

/** Tags that stand for no certain language: none, not known, several, no words. */
const UNKNOWN = new Set(['', 'auto', 'und', 'mul', 'zxx']);

/** What is parsed is remembered, since `Intl.Locale` is slow. Tags also come from outside, so they do not pile up. */
const MOST_REMEMBERED = 500;

const remembered = new Map<string, Language | undefined>();

/**
 * Reads a BCP-47 tag in any case, also with `_` for `-`. Deprecated codes become those of today (`iw`, `in`, `jw`, `tl`
 * become `he`, `id`, `jv`, `fil`). Undefined for what is no tag, and where no certain language is meant, as in `auto`.
 */
export function parseLanguage(tag: string): Language | undefined {
  if (remembered.has(tag)) return remembered.get(tag);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const language = parse(tag.replaceAll('_', '-'));
  remembered.set(tag, language);
  return language;
}

/**
 * The canonical form of a tag that somebody wrote: `pt-BR` for `pt-br`. Undefined where it is none, as with `pt_BR`, where
 * it names no certain language, and where it is the code of a country, as `jp`: `tagProblem` tells what is wrong.
 */
export function canonicalTag(written: string): string | undefined {
  if (written.includes('_') || mistakenTag(written) !== undefined) return undefined;
  return parseLanguage(written)?.tag;
}

/** The primary subtag: `pt` for `pt-BR`, `he` for `iw-IL`. Of what is no tag, its first part in lower case. */
export function primarySubtag(tag: string): string {
  return parseLanguage(tag)?.primary ?? firstPart(tag);
}

/** True for a tag that stands for no certain language, such as `auto` or `und`. */
export function isUnknownLanguage(tag: string): boolean {
  return UNKNOWN.has(firstPart(tag));
}

function parse(tag: string): Language | undefined {
  if (isUnknownLanguage(tag)) return undefined;
  const locale = localeOf(tag);
  // Longer names are allowed, but no language has one: "english" is no tag.
  if (!locale || locale.language.length > 3) return undefined;
  const { baseName, language, region, script: named } = locale;
  const { script } = locale.maximize();
  return {
    tag: baseName,
    primary: language,
    namesScript: named !== undefined,
    ...(region === undefined ? {} : { region }),
    ...(script === undefined ? {} : { script }),
  };
}

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function firstPart(tag: string): string {
  return tag.toLowerCase().split(/[-_]/, 1)[0] ?? '';
}
