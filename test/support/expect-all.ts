import { expect } from 'vitest';

/** Fails where an item does not pass, and where there is none: `expect(items.every(…))` holds for an empty list. */
export function expectAll<T>(items: ArrayLike<T>, passes: (item: T, index: number) => boolean): void {
  expect(items.length, 'the number of items').toBeGreaterThan(0);
  const failing = Array.from(items, (item, index) => ({ index, item })).find(({ index, item }) => !passes(item, index));
  expect(failing, 'the first item that does not pass').toBeUndefined();
}
