import { nearestName } from '../nearest-name.ts';

/** The model that was most likely meant: one whose name has the word in it, else one with a few other letters. */
export function nearModel(word: string, ids: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const holding = ids.filter((id) => wanted.length > 2 && id.includes(wanted));
  return holding.toSorted((one, other) => one.length - other.length)[0] ?? nearestName(word, ids);
}
