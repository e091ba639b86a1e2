import { describe, expect, it } from 'vitest';
import type { AudioFrame } from '../../../../src/engine/audio/audio-frame.ts';
import type { UntimedFrame } from '../../../../src/engine/audio/framer.ts';
import { paceFrames, type Pace } from '../../../../src/engine/audio/pacing.ts';
import type { ManualClock } from '../../../../src/testing/manual-clock.ts';
import { collect, passingClock } from '../../../support/audio/audio-support.ts';

async function* silence(frames: number): AsyncGenerator<UntimedFrame> {
  for (let index = 0; index < frames; index++) {
    yield await Promise.resolve({ samples: new Float32Array(512), startSample: index * 512 });
  }
}

function paced(frames: number, pace: Pace, clock: ManualClock, signal = new AbortController().signal) {
  return paceFrames(silence(frames), { pace, clock, signal });
}

describe('paceFrames', () => {
  it.each<[Pace, number]>([
    ['real-time', 32],
    [{ rate: 10 }, 3.2],
    [{ rate: 0.5 }, 64],
  ])('delivers the frames of %j every %d ms, never early, and stamps them so', async (pace, everyMs) => {
    const clock = passingClock();
    let index = 0;
    for await (const frame of paced(1000, pace, clock)) {
      const dueMs = 1000 + ++index * everyMs;
      expect(frame.capturedAtMs).toBeCloseTo(dueMs, 6);
      expect(clock.nowMs()).toBeGreaterThanOrEqual(frame.capturedAtMs);
      expect(clock.nowMs() - frame.capturedAtMs).toBeLessThan(1);
    }
    expect(index).toBe(1000);
  });

  it('does not drift where timers are late, and waits again where they are early', async () => {
    for (const jitterMs of [0.9, -0.7]) {
      const clock = passingClock(jitterMs);
      for await (const { capturedAtMs } of paced(5000, 'real-time', clock)) {
        expect(clock.nowMs()).toBeGreaterThanOrEqual(capturedAtMs);
        expect(clock.nowMs() - capturedAtMs).toBeLessThan(2);
      }
    }
  });

  it('hands a slow reader the frames that it missed at once, with the times at which they were due', async () => {
    const clock = passingClock();
    const frames: AudioFrame[] = [];
    for await (const frame of paced(10, 'real-time', clock)) {
      frames.push(frame);
      if (frames.length === 1) await clock.advance(150);
    }
    expect(clock.sleeps).toHaveLength(6);
    expect(frames).toHaveLength(10);
    expect(frames.map(({ capturedAtMs }) => capturedAtMs - 1000)).toEqual(frames.map((_, index) => 32 * (index + 1)));
  });

  it('stamps unpaced frames with the present, and never waits', async () => {
    const clock = passingClock();
    expect((await collect(paced(3, 'unpaced', clock))).map((frame) => frame.capturedAtMs)).toEqual([1000, 1000, 1000]);
    expect(clock.sleeps).toEqual([]);
  });

  it('ends where the signal aborts, also in the middle of a wait', async () => {
    const controller = new AbortController();
    const clock = passingClock();
    clock.sleep = async () => {
      await Promise.resolve();
      controller.abort();
    };
    expect(await collect(paced(3, 'real-time', clock, controller.signal))).toEqual([]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the rate %d', async (rate) => {
    await expect(collect(paced(1, { rate }, passingClock()))).rejects.toMatchObject({ code: 'usage' });
  });
});
