import { describe, expect, it } from 'vitest';
import { StepPolicy } from '../../../src/engine/transcription/step-policy.ts';

describe('StepPolicy', () => {
  it('lets partials come every 200 ms on a fast machine', () => {
    const policy = new StepPolicy();
    expect(policy.mayStart(0)).toBe(true);
    policy.started(0);
    policy.ended(20);
    expect(policy.mayStart(199)).toBe(false);
    expect(policy.mayStart(200)).toBe(true);
  });

  it('spends at most half of the time on partials on a slow one', () => {
    const policy = new StepPolicy();
    policy.started(0);
    policy.ended(800);
    expect(policy.mayStart(1599)).toBe(false);
    expect(policy.mayStart(1600)).toBe(true);
  });

  it('comes back slowly when decodes get quick again', () => {
    const policy = new StepPolicy();
    policy.ended(1000);
    policy.ended(20);
    expect(policy.stepMs).toBe(1100);
    for (let decode = 0; decode < 20; decode += 1) policy.ended(20);
    expect(policy.stepMs).toBeCloseTo(200, 0);
  });
});
