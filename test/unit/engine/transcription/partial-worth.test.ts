import { describe, expect, it } from 'vitest';
import { PartialWorth } from '../../../../src/engine/transcription/partial-worth.ts';

describe('PartialWorth', () => {
  it('wants every partial of a fast machine, also of whoever gives short answers', () => {
    const worth = new PartialWorth();
    for (let count = 0; count < 10; count += 1) worth.ended(700);
    for (const spokenMs of [320, 1000, 1900, 5000, 11_000]) expect(worth.ofPartial(spokenMs, 400)).toBe(true);
  });

  it('wants none that comes when the utterance has probably ended', () => {
    const worth = new PartialWorth();
    for (let count = 0; count < 10; count += 1) worth.ended(4000);
    expect(worth.ofPartial(500, 3000)).toBe(true);
    expect(worth.ofPartial(1500, 3000)).toBe(false);
    expect(worth.ofPartial(500, 8000)).toBe(false);
  });

  it('wants slow ones of whoever talks on and on', () => {
    const worth = new PartialWorth();
    expect(worth.ofPartial(3000, 3000)).toBe(false);
    expect(worth.ofPartial(8000, 3000)).toBe(true);
  });

  it('wants no decode in a pause that would only delay the final', () => {
    const worth = new PartialWorth();
    expect(worth.ofSpeculation(300)).toBe(true);
    expect(worth.ofSpeculation(4000)).toBe(false);
  });
});
