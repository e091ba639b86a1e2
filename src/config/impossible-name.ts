import { isMapping } from './is-mapping.ts';

/** Objects have something of their own behind this name: what a user puts there would be lost without a word. */
const IMPOSSIBLE = '__proto__';

/** Where a value names a part of it by what no part can be called; undefined where it does not. */
export function impossibleName(value: unknown): readonly PropertyKey[] | undefined {
  if (!isMapping(value) && !Array.isArray(value)) return undefined;
  if (Object.hasOwn(value, IMPOSSIBLE)) return [IMPOSSIBLE];
  for (const [key, part] of Object.entries(value)) {
    const below = impossibleName(part);
    if (below) return [Array.isArray(value) ? Number(key) : key, ...below];
  }
  return undefined;
}

/** What is told of it, behind the name. */
export const IMPOSSIBLE_NAME = 'is a name that nothing can have; choose another one';
