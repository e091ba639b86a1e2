import { editDistance } from '../../edit-distance.ts';

/** Up to `count` of `names` that are written most like `wanted`, the nearest first; none that is quite another name. */
export function nearNames(wanted: string, names: readonly string[], count: number): string[] {
  const target = wanted.toLowerCase();
  return names
    .map((name) => ({ name, distance: distance(target, name.toLowerCase()) }))
    .filter(({ distance: edits }) => edits <= Math.max(2, target.length / 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ name }) => name);
}

/** Edits between two names. What one name has more, such as a vendor's prefix or a size, costs little. */
function distance(one: string, other: string): number {
  if (other.includes(one) || one.includes(other)) return Math.min(1, Math.abs(one.length - other.length));
  return editDistance(one, other);
}
