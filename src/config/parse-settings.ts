import type { z } from 'zod';

/** Settings, or one sentence that says which of them is wrong and why. */
export type ParsedSettings<T> =
  { readonly ok: true; readonly settings: T } | { readonly ok: false; readonly problem: string };

/** Checks what the user gave. @param given by setting name, as typed; absent settings get their defaults. */
export function parseSettings<Schema extends z.ZodType>(
  schema: Schema,
  given: Readonly<Record<string, unknown>>,
): ParsedSettings<z.infer<Schema>> {
  const result = schema.safeParse(given);
  if (result.success) return { ok: true, settings: result.data };
  const [issue] = result.error.issues;
  const name = issue?.path[0];
  const option = typeof name === 'string' ? optionName(name) : 'settings';
  const value = typeof name === 'string' ? valueAt(given[name], issue?.path[1]) : undefined;
  const shown = typeof value === 'string' || typeof value === 'number' ? ` "${value}"` : shownList(value);
  return { ok: false, problem: `${option}${shown} ${describe(issue)}.` };
}

/** What the user gave, or the one item of a list that is wrong. */
function valueAt(given: unknown, index: PropertyKey | undefined): unknown {
  return Array.isArray(given) && typeof index === 'number' ? given[index] : given;
}

function optionName(name: string): string {
  return `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
}

function shownList(value: unknown): string {
  return Array.isArray(value) ? ` "${value.join(',')}"` : '';
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return 'is not valid';
  return /^[a-z]/u.test(issue.message) ? issue.message : `is not valid (${issue.message})`;
}
