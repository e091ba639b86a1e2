/** The canonical form of a BCP-47 tag such as `pt-br`; undefined where it is none. */
export function canonicalTag(written: string): string | undefined {
  // Longer names are valid too, but none exists: a column "comment" is no language. `und` means an unknown one.
  if (!/^(?!und\b)[a-z]{2,3}(?:-|$)/iu.test(written)) return undefined;
  try {
    return Intl.getCanonicalLocales(written)[0];
  } catch {
    return undefined;
  }
}

/** The tag itself and what may stand for it, the most specific first: zh-TW, zh-Hant, zh. None for what is no tag. */
export function withFallbacks(written: string): readonly string[] {
  const tag = canonicalTag(written);
  if (tag === undefined) return [];
  const { language, script = '', region = '' } = new Intl.Locale(tag).maximize();
  const shorter = [`${language}-${script}`, `${language}-${region}`].filter((part) => !part.endsWith('-'));
  return [...new Set([tag, ...(tag === language ? [] : shorter), language])];
}

/** True where one of the two languages is the other, or includes it. What is no tag, such as `auto`, is any language. */
export function languagesOverlap(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  const ones = withFallbacks(one);
  const others = withFallbacks(other);
  const [first, second] = [ones[0], others[0]];
  return first === undefined || second === undefined || ones.includes(second) || others.includes(first);
}
