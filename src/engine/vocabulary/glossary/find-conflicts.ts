import { foldAccents } from '../rewriting/fold.ts';
import { splitWords } from '../rewriting/words.ts';
import type { CheckedTerm } from './check-terms.ts';
import { GLOSSARY_LIMITS } from './glossary-limits.ts';
import { quoted, type GlossaryProblem } from './glossary-problem.ts';
import { languagesOverlap } from './languages-overlap.ts';

/** Something that may be heard, and the term that it stands for. */
interface Claim {
  readonly owner: CheckedTerm;
  readonly variant: boolean;
}

/** What stands for two terms at once, so that nobody could tell which of them to write. */
export function findConflicts(terms: readonly CheckedTerm[]): GlossaryProblem[] {
  const claims = new Map<string, Claim[]>();
  const problems: GlossaryProblem[] = [];
  const claim = (text: string, owner: CheckedTerm, variant: boolean): void => {
    const key = heardAs(text);
    if (key === '') return;
    const others = claims.get(key) ?? [];
    claims.set(key, [...others, { owner, variant }]);
    const other = others.find((known) => conflicts(known, { owner, variant }));
    if (other) problems.push(problemOf(text, { owner, variant }, other));
  };
  for (const owner of terms) claim(owner.term.term, owner, false);
  for (const owner of terms) for (const variant of owner.term.soundsLike) claim(variant, owner, true);
  return problems;
}

/** A variant may be spelt as its own term: then it is there to be replaced whatever the case rule is. */
function conflicts(known: Claim, { owner, variant }: Claim): boolean {
  if (known.owner === owner) return known.variant && variant;
  return languagesOverlap(known.owner.term.language, owner.term.language);
}

function problemOf(text: string, { owner, variant }: Claim, other: Claim): GlossaryProblem {
  const column = variant ? 'sounds-like' : 'term';
  const line = owner.entry.cells.get(column)?.line ?? owner.entry.line;
  const of = `${quoted(other.owner.term.term)} in line ${other.owner.entry.line}`;
  if (other.owner === owner) return { line, column, text: `${quoted(text)} appears twice; remove one` };
  if (!variant)
    return { line, column, text: `${quoted(text)} is the same as ${of}, but for case and accents; remove one` };
  const already = other.variant ? `a variant of ${of}` : `the same as the term ${of}`;
  return { line, column, text: `${quoted(text)} is already ${already}; remove it from one of the two` };
}

/** The same for texts that are the same when somebody looks for them in a caption. */
function heardAs(text: string): string {
  return splitWords(text.slice(0, GLOSSARY_LIMITS.characters), foldAccents)
    .map(({ key }) => key)
    .join(' ');
}
