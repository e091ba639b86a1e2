import { englishName } from './language-names.ts';
import { meantTag } from './meant-tag.ts';
import { mistakenTag } from './mistaken-tag.ts';
import { canonicalTag } from './parse-language.ts';

/**
 * What is wrong with a tag that somebody wrote, to be put behind it: `is no language: write ja for Japanese`. Undefined for
 * a tag that is right; `auto` is none.
 */
export function tagProblem(written: string): string | undefined {
  if (canonicalTag(written) !== undefined) return undefined;
  const mistaken = mistakenTag(written);
  if (mistaken?.meant !== undefined) {
    const meant = `write ${mistaken.meant} for ${englishName(mistaken.meant) ?? mistaken.meant}`;
    if (mistaken.own === undefined) return `is no language: ${meant}`;
    return `is ${englishName(mistaken.own.split('-', 1)[0] ?? '') ?? 'another language'}: ${meant}, or ${mistaken.own} if you mean it`;
  }
  const meant = meantTag(written);
  if (meant !== undefined) return tagProblem(meant) ?? `is not a language tag: write ${meant}`;
  return mistaken ? 'is no language that is known' : 'is not a language tag such as en, es or pt-BR';
}
