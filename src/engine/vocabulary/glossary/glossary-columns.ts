import { mistakenTag } from '../../../protocol/language/mistaken-tag.ts';
import { canonicalTag } from '../../../protocol/language/parse-language.ts';
import { listed } from '../../listed.ts';

/** What a glossary file may say of a term, besides its translations. */
const COLUMNS = ['term', 'sounds-like', 'do-not-translate', 'case', 'language'] as const;

export type Column = (typeof COLUMNS)[number];

/** What the user wrote in one place, and the line it is in. */
export interface RawCell {
  /** One text, or the list of variants. */
  readonly texts: readonly string[];
  readonly line: number;
  /** The column or key as it is written. */
  readonly column: string;
}

/** An entry of a glossary file, not yet checked. Empty cells are left out. */
export interface RawEntry {
  readonly line: number;
  readonly cells: ReadonlyMap<Column, RawCell>;
  /** Translations by canonical BCP-47 tag. */
  readonly translations: ReadonlyMap<string, RawCell>;
}

/** The column that a name stands for; undefined where it is none of them. */
export function columnNamed(written: string): Column | undefined {
  return COLUMNS.find((name) => name === written.toLowerCase());
}

/** What to tell of a name that is neither a column nor a language tag. */
export function unknownColumn(written: string, place: 'column' | 'key'): string {
  if (place === 'key' && canonicalTag(written) !== undefined)
    return 'a language stands here; put it under translations';
  const tag = canonicalTag(written.replaceAll('_', '-')) ?? mistakenTag(written)?.meant;
  if (tag !== undefined) return `this is not a language tag; write ${tag}`;
  const languages =
    place === 'column' ? ', or by a language tag such as es or pt-BR' : '; languages go under translations';
  return `this ${place} is not known; name it ${listed(COLUMNS, 'or')}${languages}`;
}
