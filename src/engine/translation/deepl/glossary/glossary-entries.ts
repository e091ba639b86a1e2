import { createHash } from 'node:crypto';
import type { TermPair } from '../../term-source.ts';
import type { DeepLPair } from '../text-options.ts';

/** DeepL refuses longer terms. */
const MAX_TERM_BYTES = 1024;

/** Begins the names of our glossaries: all others in the account are the user's own. */
const NAME_PREFIX = 'overlingo';

/** Terms by their source, in the form that DeepL takes. */
export type GlossaryEntryMap = Readonly<Record<string, string>>;

/**
 * The terms that DeepL can take. White space of any kind becomes one space, since tabs and line ends separate entries;
 * of two terms with the same source the first counts; terms without text or with far too much are left out.
 */
export function glossaryEntries(terms: readonly TermPair[]): GlossaryEntryMap {
  const entries: Record<string, string> = {};
  for (const term of terms) {
    const source = tidy(term.source);
    const target = tidy(term.target);
    if (isTerm(source) && isTerm(target) && !Object.hasOwn(entries, source)) entries[source] = target;
  }
  return entries;
}

/** What the names of all our glossaries for a pair begin with. */
export function glossaryNamePrefix({ source, target }: DeepLPair): string {
  return `${NAME_PREFIX} ${source}>${target} `;
}

/** A name that is the same exactly where the pair and the entries are, in whatever order. */
export function glossaryName(pair: DeepLPair, entries: GlossaryEntryMap): string {
  const sorted = Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
  return glossaryNamePrefix(pair) + hash;
}

function tidy(text: string): string {
  // Control characters and halves of characters are refused like line ends.
  return text.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim();
}

function isTerm(text: string): boolean {
  return text !== '' && Buffer.byteLength(text) <= MAX_TERM_BYTES;
}
