import { nearestName } from '../nearest-name.ts';

/** What to say of a name that OBS does not have: the nearest one, or all that it has. */
export function knownNames(unknown: string, names: readonly string[]): string {
  const near = nearestName(unknown, names);
  if (near !== undefined) return `The nearest is "${near}".`;
  return names.length === 0 ? 'It has none.' : `It has ${names.map((name) => `"${name}"`).join(', ')}.`;
}
