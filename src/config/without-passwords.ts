/** Keys have variables of their own, but an address may hold a password: `https://ana:secret@host`. */
export function withoutPasswords(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/(\/\/)[^/@\s]+@/gu, '$1…@');
  if (Array.isArray(value)) return value.map(withoutPasswords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutPasswords(part)]));
}
