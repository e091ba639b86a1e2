import { englishName, ownName } from '../../../protocol/language/language-names.ts';

/** Languages that the usual speech models know, as BCP-47 tags. */
const TAGS =
  'ar bg bn ca cs cy da de el en es et eu fa fi fr gl he hi hr hu id is it ja kk ko lt lv mk ms nl no pl pt ro ru sk sl sr sv sw ta th tl tr uk ur vi zh'.split(
    ' ',
  );

interface SpokenLanguage {
  readonly tag: string;
  /** In English, with its own name. */
  readonly label: string;
}

/** What can be picked, sorted by name. */
export function spokenLanguages(): readonly SpokenLanguage[] {
  return TAGS.map((tag) => ({ tag, label: labelOf(tag) })).sort((one, other) => one.label.localeCompare(other.label));
}

function labelOf(tag: string): string {
  const english = englishName(tag) ?? tag;
  const own = ownName(tag) ?? english;
  return own.toLowerCase() === english.toLowerCase() ? english : `${english} · ${own}`;
}
