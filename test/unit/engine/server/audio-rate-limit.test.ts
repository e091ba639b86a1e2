import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/engine/pipeline/clock.ts';
import { RateLimit } from '../../../../src/engine/server/rate-limit.ts';

function limitAt(): { limit: RateLimit; wait: (ms: number) => void } {
  let nowMs = 1000;
  const clock: Clock = { nowMs: () => nowMs, sleep: () => Promise.resolve() };
  return { limit: new RateLimit({ burst: 10, perSecond: 50, clock }), wait: (ms) => (nowMs += ms) };
}

const allowed = (limit: RateLimit, count: number): number =>
  Array.from({ length: count }, () => limit.allow()).filter(Boolean).length;

describe('the rate limit', () => {
  it('lets a burst through, and then what the rate allows', () => {
    const { limit, wait } = limitAt();
    expect(allowed(limit, 30)).toBe(10);
    wait(100);
    expect(allowed(limit, 30)).toBe(5);
  });

  it('never stops who keeps to the rate', () => {
    const { limit, wait } = limitAt();
    for (let count = 0; count < 1000; count += 1) {
      wait(20);
      expect(limit.allow()).toBe(true);
    }
  });

  it('saves up no more than one burst in a pause', () => {
    const { limit, wait } = limitAt();
    wait(3_600_000);
    expect(allowed(limit, 100)).toBe(10);
  });
});
