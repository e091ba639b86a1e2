import { englishName } from '../../../protocol/language/language-names.ts';
import { nearestLanguage } from '../../../protocol/language/nearest-language.ts';
import { sameWrittenLanguage } from '../../../protocol/language/same-language.ts';
import type { OverlayOptions } from '../url-options.ts';

/** Something to know of the language of a page. */
export interface LanguageNote {
  /** `bad` where the page probably shows nothing. */
  readonly tone: 'waiting' | 'bad';
  readonly text: string;
}

/**
 * What the streamer must know where a page cannot show what its address asks for. Undefined where it can.
 * @param targets what the engine translates into; undefined as long as it is not known.
 * @param problem what is wrong with the address, as a sentence.
 */
export function languageNote(
  { layout, language }: Pick<OverlayOptions, 'layout' | 'language'>,
  targets: readonly string[] | undefined,
  problem?: string,
): LanguageNote | undefined {
  if (layout === 'source' || !targets) return undefined;
  const missing = language === undefined ? undefined : missingNote(language, targets);
  if (problem === undefined) return missing;
  return { tone: missing?.tone ?? 'waiting', text: [problem, missing?.text ?? ''].join(' ').trim() };
}

function missingNote(wanted: string, targets: readonly string[]): LanguageNote | undefined {
  const nearest = nearestLanguage(wanted, targets);
  if (nearest === undefined)
    return { tone: 'bad', text: `Nothing is translated into ${named(wanted)}, ${only(targets)}.` };
  if (sameWrittenLanguage(nearest, wanted)) return undefined;
  return { tone: 'waiting', text: `Shown in ${named(nearest)}: nothing is translated into ${named(wanted)}.` };
}

function only(targets: readonly string[]): string {
  if (targets.length === 0) return 'nor into another language';
  return `only into ${new Intl.ListFormat('en').format(targets.map(named))}`;
}

function named(tag: string): string {
  const name = englishName(tag);
  return name === undefined ? tag : `${name} (${tag})`;
}
