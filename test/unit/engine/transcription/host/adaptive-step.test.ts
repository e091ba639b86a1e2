import { describe, expect, it } from 'vitest';
import { AdaptiveStep } from '../../../../../src/engine/transcription/host/adaptive-step.ts';

let nowMs = 0;

const LIMITS = { shortestMs: 200, longestMs: 6000, noticedMs: 1000 };

/** Works one after the other for so long, each followed by what is left of the step. Gives the steps and how often it was told. */
function run(step: AdaptiveStep, phases: readonly (readonly [forMs: number, tookMs: number])[], sources = ['s']) {
  let told = 0;
  const steps: number[] = [];
  for (const [forMs, tookMs] of phases) {
    for (const untilMs = nowMs + forMs; nowMs < untilMs;) {
      for (const sourceId of sources) {
        if (step.take({ sourceId, tookMs, atMs: (nowMs += tookMs), hosts: 1 })) told += 1;
        steps.push(step.ms);
      }
      nowMs += Math.max(0, step.ms - sources.length * tookMs);
    }
  }
  return { steps, told };
}

/** How often the step changed. */
const changes = (steps: readonly number[]): number =>
  steps.filter((ms, index) => index > 0 && ms !== steps[index - 1]).length;

describe('AdaptiveStep', () => {
  it('stays the shortest one on a machine with time to spare', () => {
    const step = new AdaptiveStep(LIMITS);
    expect(run(step, [[20_000, 90]])).toMatchObject({ told: 0 });
    expect(step).toMatchObject({ ms: 200, longestMs: 200, wasLong: false });
  });

  it('grows to twice what the work takes, up to the longest one', () => {
    const step = new AdaptiveStep(LIMITS);
    run(step, [[20_000, 800]]);
    expect(step.ms).toBe(1600);
    run(step, [[100_000, 9000]]);
    expect(step.ms).toBe(6000);
  });

  it('takes no notice of one slow work, nor of two', () => {
    const step = new AdaptiveStep(LIMITS);
    const { steps } = run(step, [
      [3000, 90],
      [1, 4000],
      [3000, 90],
      [1, 4000],
      [1, 4000],
      [3000, 90],
    ]);
    expect(changes(steps)).toBe(0);
    const first = new AdaptiveStep(LIMITS);
    run(first, [
      [1, 4000],
      [3000, 90],
    ]);
    expect(first.longestMs).toBe(200);
  });

  it('shrinks only after five seconds with room, to what was needed in them', () => {
    const step = new AdaptiveStep(LIMITS);
    run(step, [
      [20_000, 1500],
      [4000, 150],
    ]);
    expect(step.ms).toBe(3000);
    run(step, [[20_000, 150]]);
    expect(step.ms).toBe(300);
  });

  it('does not change with every load that comes and goes', () => {
    const step = new AdaptiveStep(LIMITS);
    const { steps } = run(
      step,
      Array.from(
        { length: 20 },
        () =>
          [
            [6000, 1000],
            [3000, 150],
          ] as const,
      ).flat(),
    );
    expect(changes(steps)).toBe(1);
    expect(step.ms).toBe(2000);
  });

  it('is shared by the sources that talk, and by the hosts', () => {
    const one = new AdaptiveStep(LIMITS);
    run(one, [[20_000, 300]], ['a', 'b', 'c']);
    expect(one.ms).toBe(1800);
    const idle = run(one, [[20_000, 300]], ['a']);
    expect(idle.steps.at(-1)).toBe(600);
  });

  it('is told once, and not for a moment of load', () => {
    const step = new AdaptiveStep(LIMITS);
    expect(
      run(step, [
        [4000, 1000],
        [20_000, 90],
      ]).told,
    ).toBe(0);
    expect(step).toMatchObject({ longestMs: 2000, wasLong: false });
    expect(
      run(step, [
        [30_000, 1000],
        [30_000, 90],
        [30_000, 1000],
      ]).told,
    ).toBe(1);
    expect(step.wasLong).toBe(true);
  });
});
