import { describe, expect, it } from 'vitest';
import { LatencyWindow } from '../../../../src/engine/pipeline/latency-window.ts';

describe('LatencyWindow', () => {
  it('has no summary before the first measurement', () => {
    expect(new LatencyWindow().summary()).toBeUndefined();
  });

  it('tells the middle and the slow end', () => {
    const window = new LatencyWindow();
    for (let value = 1; value <= 100; value += 1) window.add(value);
    expect(window.summary()).toEqual({ p50Ms: 51, p95Ms: 96, count: 100 });
  });

  it('forgets the oldest measurements but counts them', () => {
    const window = new LatencyWindow(3);
    for (const value of [1000, 1000, 5, 5, 5]) window.add(value);
    expect(window.summary()).toEqual({ p50Ms: 5, p95Ms: 5, count: 5 });
  });
});
