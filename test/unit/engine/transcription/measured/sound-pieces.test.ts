import { describe, expect, it } from 'vitest';
import { soundPieces, withoutBeginning } from '../../../../../src/engine/transcription/measured/sound-pieces.ts';

const SECOND = 16_000;

describe('pieces of a recording', () => {
  it('are as long as utterances, and cut where it is quietest', () => {
    const sound = new Float32Array(30 * SECOND).fill(0.5);
    for (const pause of [9, 18.5]) sound.fill(0, pause * SECOND, (pause + 0.3) * SECOND);
    const pieces = soundPieces(sound);
    expect(pieces).toHaveLength(3);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(12 * SECOND);
    const [first = sound, second = sound] = pieces;
    expect(first.length / SECOND).toBeGreaterThan(9);
    expect(first.length / SECOND).toBeLessThan(9.3);
    expect((first.length + second.length) / SECOND).toBeGreaterThan(18.5);
    expect((first.length + second.length) / SECOND).toBeLessThan(18.8);
  });

  it('hold all of it', () => {
    const sound = Float32Array.from({ length: 40 * SECOND }, (_, index) => Math.sin(index / 20));
    const pieces = soundPieces(sound);
    expect(pieces.reduce((sum, { length }) => sum + length, 0)).toBe(sound.length);
    expect(soundPieces(new Float32Array(100))).toHaveLength(1);
  });
});

it('what comes before the first sound is left out', () => {
  const sound = new Float32Array(SECOND);
  sound.fill(0.3, 5000);
  expect(withoutBeginning(sound)).toHaveLength(SECOND - 5000);
  expect(withoutBeginning(new Float32Array(SECOND))).toHaveLength(SECOND);
});
