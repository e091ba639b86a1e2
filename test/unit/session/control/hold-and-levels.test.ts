import { describe, expect, it } from 'vitest';
import type { CaptureSource } from '../../../../src/engine/pipeline/capture-source.ts';
import { Hold } from '../../../../src/session/control/hold.ts';
import { SoundLevels } from '../../../../src/session/control/sound-levels.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';
import { frameAt } from '../../../support/frames.ts';

describe('a hold', () => {
  it('runs out by the clock, and counts anew with each call', async () => {
    const clock = new ManualClock();
    const turns: boolean[] = [];
    const hold: Hold = new Hold(clock, () => turns.push(hold.isOn));
    hold.set(1000);
    await clock.advance(900);
    hold.set(1000);
    await clock.advance(900);
    expect(hold.isOn).toBe(true);
    await clock.advance(100);
    expect([hold.isOn, turns]).toEqual([false, [true, false]]);
  });

  it('is ended by 0', () => {
    const hold = new Hold(new ManualClock(), () => undefined);
    hold.set(1000);
    hold.set(0);
    expect(hold.isOn).toBe(false);
  });
});

describe('levels', () => {
  it('are told ten times a second while somebody looks, and measured only then', async () => {
    const clock = new ManualClock();
    const levels = new SoundLevels(clock);
    const capture: CaptureSource = {
      name: 'talk',
      live: true,
      async *frames() {
        await Promise.resolve();
        for (let index = 0; ; index += 1) yield frameAt(index, index % 2 === 0 ? 0.5 : -1);
      },
    };
    const frames = levels.measured(capture, 'mic1').frames(new AbortController().signal)[Symbol.asyncIterator]();
    const told: unknown[] = [];
    const hear = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index += 1) {
        await frames.next();
        await clock.advance(32);
      }
    };
    await hear(10);
    const stop = levels.watch((one) => told.push(one));
    await hear(32);
    expect(told).toHaveLength(8);
    expect(told[0]).toEqual({ mic1: -6 });
    expect(told[1]).toEqual({ mic1: 0 });
    stop();
    await hear(10);
    expect(told).toHaveLength(8);
  });
});
