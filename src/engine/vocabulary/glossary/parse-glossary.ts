import path from 'node:path';
import { checkTerms } from './check-terms.ts';
import { findConflicts } from './find-conflicts.ts';
import { GlossaryError, unreadableGlossary } from './glossary-problem.ts';
import type { GlossaryTerm } from './glossary-term.ts';
import { parseTsv, type ParsedFile } from './parse-tsv.ts';
import { parseYaml } from './parse-yaml.ts';

/**
 * The terms of a glossary file. Throws a `glossary-invalid` error with everything that is wrong with it.
 * @param file its name decides the format; errors name it.
 * @param text what is in it.
 */
export function parseGlossary(file: string, text: string): readonly GlossaryTerm[] {
  const parsed = parserOf(file)(text);
  const { terms, problems } = checkTerms(parsed.entries);
  const all = [...parsed.problems, ...problems, ...findConflicts(terms)];
  if (all.length > 0) throw new GlossaryError(file, all);
  return terms.map(({ term }) => term);
}

function parserOf(file: string): (text: string) => ParsedFile {
  switch (path.extname(file).toLowerCase()) {
    case '.tsv':
      return parseTsv;
    case '.yaml':
    case '.yml':
      return parseYaml;
    default:
      throw unreadableGlossary(file, 'has an unknown type', 'Its name must end in .tsv, .yaml or .yml.');
  }
}
