/** Values at their paths as one mapping within the other, as a file has them. */
export function nestedValues(
  values: Iterable<{ readonly path: readonly string[]; readonly value: unknown }>,
): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { path, value } of values) {
    let section = root;
    for (const key of path.slice(0, -1)) {
      section[key] ??= {};
      section = section[key] as Record<string, unknown>;
    }
    section[path.at(-1) ?? ''] = value;
  }
  return root;
}
