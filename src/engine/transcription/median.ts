/** The value in the middle of those, by size: one odd one among them changes nothing. The upper of two; undefined where there are none. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
