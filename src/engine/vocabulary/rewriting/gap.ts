const CLAUSE_MARKS = /^[\s,;:.!?…。、，；：！？]*$/u;
const SENTENCE_END = /[.!?…。！？]/u;

/** The marks and spaces that remain of `before` and `after` once the words between them are gone. */
export function joinGaps(before: string, after: string): string {
  if (!CLAUSE_MARKS.test(before + after)) return before.trimEnd() + after;
  if (SENTENCE_END.test(after)) return after;
  return before.trim() === '' ? after : before;
}

/** What remains of a gap at the beginning of a text whose first words are gone. */
export function openingGap(gap: string): string {
  return gap.replace(/^[\s,;:.!?…。、，；：！？]+/u, '');
}
