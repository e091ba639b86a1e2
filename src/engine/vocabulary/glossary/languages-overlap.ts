import { languageFallbacks } from '../../../protocol/language/language-fallbacks.ts';

/** True where one of the two languages is the other, or includes it. What is no tag, such as `auto`, is any language. */
export function languagesOverlap(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  const ones = languageFallbacks(one);
  const others = languageFallbacks(other);
  const [first, second] = [ones[0], others[0]];
  return first === undefined || second === undefined || ones.includes(second) || others.includes(first);
}
