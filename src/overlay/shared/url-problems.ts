import {
  CAPTION_ALIGNS,
  CAPTION_LAYOUTS,
  CAPTION_POSITIONS,
  FONT_NAME,
  LINE_ALIGNS,
  OVERLAY_LIMITS,
  THEME_NAME,
} from '../../protocol/overlay-parameters.ts';

const CHOICES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['layout', CAPTION_LAYOUTS],
  ['position', CAPTION_POSITIONS],
  ['align', CAPTION_ALIGNS],
  ['text', LINE_ALIGNS],
]);

/** By names in lower case, as the address may have them in any. */
const NUMBERS: ReadonlyMap<string, readonly [number, number]> = new Map(
  Object.entries(OVERLAY_LIMITS).map(([name, limits]) => [name.toLowerCase(), limits]),
);

const LONGEST_TOLD = 20;

const either = new Intl.ListFormat('en', { type: 'disjunction' });

/**
 * What is wrong with the values in the query of an address, in a sentence each: what the page does then, it does without
 * an error. That of the language is `languageProblem`.
 */
export function addressProblems(query: string): readonly string[] {
  const given = new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value.trim()]));
  return [...given].flatMap(([name, value]) => {
    const problem = value === '' ? undefined : problemOf(name, value);
    return problem === undefined ? [] : [`${name}=${value.slice(0, LONGEST_TOLD)} ${problem}.`];
  });
}

/** The theme of an address is well written, and there is none of that name. */
export function noSuchTheme(theme: string): string {
  return `theme=${theme.slice(0, LONGEST_TOLD)} is not there: there is no such file in the folder of themes.`;
}

function problemOf(name: string, value: string): string | undefined {
  const choices = CHOICES.get(name);
  if (choices) return choices.includes(value.toLowerCase()) ? undefined : `is not ${either.format(choices)}`;
  const limits = NUMBERS.get(name);
  if (limits) return problemOfNumber(value, limits);
  if (name === 'theme' && !THEME_NAME.test(value)) return 'is not the name of a theme';
  if (name === 'font' && !FONT_NAME.test(value)) return 'is not the name of a font';
  return undefined;
}

function problemOfNumber(value: string, [least, most]: readonly [number, number]): string | undefined {
  const number = Number.parseFloat(value.replace(',', '.'));
  if (!Number.isFinite(number)) return `is not a number from ${least} to ${most}`;
  if (number >= least && number <= most) return undefined;
  return `is not from ${least} to ${most}: ${number < least ? least : most} is used`;
}
