import { cleanLine } from '../../../protocol/clean-text.ts';
import { canonicalTag } from '../../../protocol/language/parse-language.ts';
import { tagProblem } from '../../../protocol/language/tag-problem.ts';
import { foldAccents } from '../rewriting/fold.ts';
import { splitWords } from '../rewriting/words.ts';
import type { RawCell, RawEntry } from './glossary-columns.ts';
import { GLOSSARY_LIMITS } from './glossary-limits.ts';
import { quoted, type GlossaryProblem } from './glossary-problem.ts';
import { CASE_RULES, type CaseRule, type GlossaryTerm } from './glossary-term.ts';

const CONTROL = /\p{Cc}/u;

/** A term, and the entry it comes from. */
export interface CheckedTerm {
  readonly term: GlossaryTerm;
  readonly entry: RawEntry;
}

/** The terms of a file, and what is wrong with them one by one. */
export function checkTerms(entries: readonly RawEntry[]): {
  readonly terms: readonly CheckedTerm[];
  readonly problems: readonly GlossaryProblem[];
} {
  const problems: GlossaryProblem[] = [];
  const beyond = entries[GLOSSARY_LIMITS.terms];
  if (beyond) {
    const text = `the file has ${entries.length} terms, more than the ${GLOSSARY_LIMITS.terms} that are allowed; remove some`;
    problems.push({ line: beyond.line, text });
  }
  const within = entries.slice(0, GLOSSARY_LIMITS.terms).map(cleanEntry);
  const terms = within.map((entry) => ({ term: termOf(entry, problems), entry }));
  return { terms, problems };
}

/** A glossary may be anybody's: what is not seen in it, or turns text around, does not come into captions. */
function cleanEntry({ line, cells, translations }: RawEntry): RawEntry {
  const cleaned = <Key>(all: ReadonlyMap<Key, RawCell>): ReadonlyMap<Key, RawCell> =>
    new Map(Array.from(all, ([key, cell]) => [key, { ...cell, texts: cell.texts.map(cleanCell) }]));
  return { line, cells: cleaned(cells), translations: cleaned(translations) };
}

/** Control characters are told of. */
function cleanCell(text: string): string {
  return CONTROL.test(text) ? text : cleanLine(text).trim();
}

function termOf({ line, cells, translations }: RawEntry, problems: GlossaryProblem[]): GlossaryTerm {
  const [term = ''] = cells.get('term')?.texts ?? [];
  if (term === '') problems.push({ line, text: 'the term is empty; write it as captions are to show it' });
  for (const cell of cells.values()) checkTexts(cell, problems);
  for (const cell of translations.values()) checkTexts(cell, problems);
  checkHasWord(cells.get('term'), problems);
  checkHasWord(cells.get('sounds-like'), problems);
  checkVariantCount(cells.get('sounds-like'), problems);
  const language = languageOf(cells.get('language'), problems);
  const doNotTranslate = flagOf(cells.get('do-not-translate'), problems);
  if (doNotTranslate) {
    for (const { line: at, column } of translations.values()) {
      problems.push({
        line: at,
        column,
        text: 'the term is marked do-not-translate; remove the mark or this translation',
      });
    }
  }
  return {
    term,
    ...(language === undefined ? {} : { language }),
    soundsLike: cells.get('sounds-like')?.texts ?? [],
    caseRule: caseOf(cells.get('case'), problems),
    doNotTranslate,
    translations: new Map(Array.from(translations, ([tag, { texts }]) => [tag, texts[0] ?? ''])),
  };
}

function checkTexts({ texts, line, column }: RawCell, problems: GlossaryProblem[]): void {
  for (const text of texts) {
    if (text === '') problems.push({ line, column, text: 'one of the variants is empty; remove it' });
    if (CONTROL.test(text)) {
      problems.push({
        line,
        column,
        text: 'the text holds a tab, a line break or another control character; remove it',
      });
    }
    if (text.length > GLOSSARY_LIMITS.characters) {
      const most = GLOSSARY_LIMITS.characters;
      problems.push({ line, column, text: `the text has ${text.length} characters, more than ${most}; shorten it` });
    }
  }
}

function checkHasWord(cell: RawCell | undefined, problems: GlossaryProblem[]): void {
  const { texts = [], line = 0, column = '' } = cell ?? {};
  for (const text of texts) {
    if (text === '' || text.length > GLOSSARY_LIMITS.characters || splitWords(text, foldAccents).length > 0) continue;
    problems.push({
      line,
      column,
      text: `${quoted(text)} has no letter and no digit, so nobody can say it; remove it`,
    });
  }
}

function checkVariantCount(cell: RawCell | undefined, problems: GlossaryProblem[]): void {
  const most = GLOSSARY_LIMITS.variantsPerTerm;
  if (!cell || cell.texts.length <= most) return;
  const { line, column, texts } = cell;
  problems.push({ line, column, text: `there are ${texts.length} variants, more than ${most}; remove some` });
}

function languageOf(cell: RawCell | undefined, problems: GlossaryProblem[]): string | undefined {
  const { texts: [written] = [], line = 0, column = '' } = cell ?? {};
  if (written === undefined) return undefined;
  const tag = canonicalTag(written);
  if (tag === undefined) {
    const text = `${quoted(written)} ${glossaryProblem(written)}, or nothing for any language`;
    problems.push({ line, column, text });
  }
  return tag;
}

function glossaryProblem(written: string): string {
  const problem = tagProblem(written) ?? '';
  const isForm = problem.startsWith('is not a language tag such');
  return isForm ? 'is not a language tag; write one such as en or pt-BR' : problem;
}

function flagOf(cell: RawCell | undefined, problems: GlossaryProblem[]): boolean {
  const { texts: [written = 'no'] = [], line = 0, column = '' } = cell ?? {};
  const value = written.toLowerCase();
  if (value === 'yes' || value === 'true') return true;
  if (value !== 'no' && value !== 'false') {
    problems.push({ line, column, text: `${quoted(written)} is neither yes nor no; write yes, no or nothing` });
  }
  return false;
}

function caseOf(cell: RawCell | undefined, problems: GlossaryProblem[]): CaseRule {
  const { texts: [written = 'keep'] = [], line = 0, column = '' } = cell ?? {};
  const rule = CASE_RULES.find((known) => known === written.toLowerCase());
  if (rule === undefined) {
    problems.push({ line, column, text: `${quoted(written)} is not a case rule; write keep, sentence or any` });
  }
  return rule ?? 'keep';
}
