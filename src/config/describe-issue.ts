import type { z } from 'zod';
import { withoutPasswords } from './without-passwords.ts';

/** Of a value, in characters: the rest of a longer one tells nobody what is wrong. */
const MOST_SHOWN = 160;

type Issue = z.core.$ZodIssue;

interface IssueContext {
  /** What was given for the setting. */
  readonly value: unknown;
  /** Where the setting lies in what was checked. */
  readonly path: readonly string[];
  /** As it was typed, where it was. */
  readonly text?: string | undefined;
}

/** What is wrong with a setting. */
export interface DescribedIssue {
  /** Which part of the value is wrong; empty for all of it. */
  readonly below: readonly PropertyKey[];
  /** To be put behind the name of the part, such as `"x" is not a port number`. */
  readonly problem: string;
}

/** Tells of an issue in words. */
export function describeIssue(issue: Issue, { value, path, text }: IssueContext): DescribedIssue {
  const found = innermost(issue, value, path.length);
  const below = found.path.slice(path.length);
  // Whoever gives a key in the place of the name must not find it in a log.
  if (found.message.includes('name of an environment variable')) return { below, problem: problemOf(found) };
  return {
    below,
    problem: `${shownValue(withoutPasswords(valueAt(value, below)), withoutPasswords(text))}${problemOf(found)}`,
  };
}

/** Of the ways in which a value may be written, the one that was meant: that which it has the type of. */
function innermost(issue: Issue, value: unknown, depth: number): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const given = valueAt(value, issue.path.slice(depth));
  if (typeof given !== 'object') return issue;
  const meant = issue.errors.map(([first]) => first).find((first) => first && !isOfOtherType(first));
  return meant ? innermost({ ...meant, path: [...issue.path, ...meant.path] }, value, depth) : issue;
}

function isOfOtherType(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function problemOf(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') return `has no "${issue.keys.join('", "')}"`;
  return /^[a-z]/u.test(issue.message) ? issue.message : `is not valid (${issue.message})`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return found;
}

function shownValue(value: unknown, text: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return quoted(String(value));
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return quoted(value.join(','));
  return typeof text === 'string' ? quoted(text) : '';
}

function quoted(text: string): string {
  return `"${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}" `;
}
