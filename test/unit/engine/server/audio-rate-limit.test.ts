import { describe, expect, it } from 'vitest';
import { RateLimit } from '../../../../src/engine/server/rate-limit.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

function startLimit(): { limit: RateLimit; clock: ManualClock } {
  const clock = new ManualClock({ startMs: 1000 });
  return { limit: new RateLimit({ burst: 10, perSecond: 50, clock }), clock };
}

const allowed = (limit: RateLimit, count: number): number =>
  Array.from({ length: count }, () => limit.allow()).filter(Boolean).length;

describe('the rate limit', () => {
  it('lets a burst through, and then what the rate allows', async () => {
    const { limit, clock } = startLimit();
    expect(allowed(limit, 30)).toBe(10);
    await clock.advance(100);
    expect(allowed(limit, 30)).toBe(5);
  });

  it('never stops who keeps to the rate', async () => {
    const { limit, clock } = startLimit();
    for (let count = 0; count < 1000; count += 1) {
      await clock.advance(20);
      expect(limit.allow()).toBe(true);
    }
  });

  it('saves up no more than one burst in a pause', async () => {
    const { limit, clock } = startLimit();
    await clock.advance(3_600_000);
    expect(allowed(limit, 100)).toBe(10);
  });
});
