import { cleanLine } from '../../../protocol/clean-text.ts';
import { EngineError } from '../../errors.ts';

/** Something wrong in a glossary file. */
export interface GlossaryProblem {
  /** Counted from 1. */
  readonly line: number;
  /** The column or key, as it is written in the file. */
  readonly column?: string;
  /** What is wrong; what to do. A sentence without its full stop. */
  readonly text: string;
}

/** A longer list helps nobody: the file is something else than a glossary. */
const MOST_LISTED = 100;

/** In UTF-16 units. */
const MOST_QUOTED = 80;

/** What the user wrote, in quotation marks, not too long for a sentence. */
export function quoted(written: string): string {
  return `"${shortened(written)}"`;
}

/** A text of the file or of a library, not too long for a sentence. */
export function shortened(text: string): string {
  return text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text;
}

/** The error of a glossary that cannot be used. Its message has one line for each problem. */
export class GlossaryError extends EngineError {
  /** One sentence for each problem, in the order of the lines. */
  readonly problems: readonly string[];

  constructor(file: string, found: readonly GlossaryProblem[]) {
    const problems = [...found]
      .sort((a, b) => a.line - b.line)
      .map(({ line, column, text }) => {
        const place = column === undefined ? '' : `, ${quoted(column)}`;
        return cleanLine(`${file}, line ${line}${place}: ${text}.`);
      });
    super('glossary-invalid', messageOf(file, problems), {
      hint: 'The file format is described in docs/glossary.md.',
    });
    this.problems = problems;
  }
}

function messageOf(file: string, problems: readonly string[]): string | readonly string[] {
  if (problems.length === 1) return `The glossary cannot be used: ${problems[0] ?? ''}`;
  const listed = problems.slice(0, MOST_LISTED);
  const more = problems.length - listed.length;
  const rest = more === 0 ? [] : [`There are ${more} more.`];
  return [`The glossary ${file} has ${problems.length} problems:`, ...listed, ...rest];
}

/** The error of a glossary file that cannot be read at all. `fault` ends a sentence that begins with the file. */
export function unreadableGlossary(file: string, fault: string, hint: string, cause?: unknown): EngineError {
  return new EngineError('glossary-invalid', `The glossary ${file} ${fault}.`, { hint, cause });
}
