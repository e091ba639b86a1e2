import { z } from 'zod';
import { tagProblem } from '../protocol/language/tag-problem.ts';
import { parseSpokenLanguages } from '../protocol/parse-spoken-languages.ts';
import type { SpokenLanguage } from '../protocol/spoken-language.ts';
import { listed } from './listed.ts';

// What stands behind an option, or in a variable, as the value that a file would hold. Text that is none stays text, so
// that the schema refuses it and shows what was typed.

/** `1500` as a number. */
export function numberFromText(text: string): unknown {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** `en, fr` as a list. */
export function listFromText(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}

/** `true` and `false`, also as `1` and `0`, `yes` and `no`, `on` and `off`. */
export function switchFromText(text: string): unknown {
  const word = text.trim().toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return true;
  return ['false', '0', 'no', 'off'].includes(word) ? false : text;
}

/** A language tag, refused with what is wrong with it. */
export const languageTag = z.string('is not a language tag such as en, es or pt-BR').superRefine((written, context) => {
  const problem = tagProblem(written);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

/** `auto`, a language, or several that may be spoken; in a file also as a list. */
export const spokenLanguages = z
  .union([z.string(), z.array(z.string()).min(1)], 'is not a language tag such as en, es or pt-BR')
  .transform((tags, context): SpokenLanguage => {
    const parsed = parseSpokenLanguages(typeof tags === 'string' ? tags : tags.join(','), ',');
    if (parsed.ok) return parsed.spoken;
    context.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  });

/** `a, b or c`. */
export function eitherOf(names: readonly string[]): string {
  return listed(names, 'or');
}

/** One of some words. */
export function choice<const Name extends string>(names: readonly Name[]): z.ZodEnum<{ [Word in Name]: Word }> {
  return z.enum(names, `is not ${eitherOf(names)}`);
}

/** Name of the environment variable that holds a key: keys are in no file and behind no option. */
export const variableName = z.string().regex(/^[A-Za-z_]\w*$/u, 'is not the name of an environment variable');
