import { expect } from 'vitest';

/** Two sounds are the same to the last bit. `toEqual` takes a second for the samples of one. */
export function expectSameSamples(given: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(given).toHaveLength(wanted.length);
  const wrong = Array.from(wanted).findIndex((sample, at) => !Object.is(sample, given[at]));
  if (wrong !== -1) expect(`${given[wrong]} at ${wrong}`).toBe(`${wanted[wrong]} at ${wrong}`);
}
