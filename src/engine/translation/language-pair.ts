/** The primary language subtag of a BCP-47 tag in lower case: `es` for `es-MX`. */
export function primaryLanguage(tag: string): string {
  return tag.toLowerCase().split(/[-_]/, 1)[0] ?? '';
}

/** True where both tags name one language, whatever their regions: a text in one needs no translation into the other. */
export function sameLanguage(one: string, other: string): boolean {
  return primaryLanguage(one) === primaryLanguage(other);
}
