import { describe, expect, it } from 'vitest';
import { watchFullScale } from '../../../../src/engine/audio/full-scale-watch.ts';

const SECOND = 16_000;

/** Seconds of sound with so many samples of a size in each. */
function sound(seconds: number, size: number, inEach: number): Float32Array[] {
  return Array.from({ length: seconds }, () => {
    const piece = new Float32Array(SECOND).fill(0.2);
    return piece.fill(-size, 100, 100 + inEach);
  });
}

/** What is told of some sound, in decibels. */
async function told(pieces: readonly Float32Array[]): Promise<readonly number[]> {
  const overDb: number[] = [];
  const passed: Float32Array[] = [];
  const given = (async function* () {
    yield* await Promise.resolve(pieces);
  })();
  for await (const piece of watchFullScale(given, (over) => overDb.push(over))) passed.push(piece);
  expect(passed.map((piece) => pieces.indexOf(piece))).toEqual(pieces.map((_, index) => index));
  return overDb;
}

describe('sound that is louder than full scale', () => {
  it('is told once, with how loud it is', async () => {
    const [over, ...others] = await told([...sound(5, 3.98, 100), ...sound(5, 8, 4000)]);
    expect(over).toBeCloseTo(12, 1);
    expect(others).toEqual([]);
  });

  it.each<[string, readonly Float32Array[]]>([
    ['at full scale', sound(30, 1, 8000)],
    ['as far beyond as resampling goes', sound(30, 1.4, 8000)],
    ['a click', sound(1, 20, 300)],
    ['a click now and then', sound(120, 20, 10)],
    ['quiet', sound(30, 0.1, 8000)],
  ])('is none where it is %s', async (_, pieces) => {
    expect(await told(pieces)).toEqual([]);
  });
});
