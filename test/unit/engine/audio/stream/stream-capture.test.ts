import { describe, expect, it } from 'vitest';
import type { AudioFrame } from '../../../../../src/engine/audio/audio-frame.ts';
import { createStreamCapture } from '../../../../../src/engine/audio/stream/stream-capture.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';

const never = new AbortController().signal;

function capture() {
  const clock = new ManualClock();
  const drained = { count: 0 };
  const sound = createStreamCapture({ name: 'stream-1', clock, onDrained: () => (drained.count += 1) });
  return { clock, drained, sound };
}

describe('createStreamCapture', () => {
  it('makes frames of what was sent in any pieces, on the media time of the samples', async () => {
    const { clock, sound } = capture();
    const samples = Float32Array.from({ length: 1300 }, (_, index) => index / 2000);
    sound.push(samples.subarray(0, 700));
    await clock.advance(5000);
    sound.push(samples.subarray(700));
    sound.end();
    const frames: AudioFrame[] = [];
    for await (const frame of sound.frames(never)) frames.push(frame);
    expect(frames.map(({ startSample, capturedAtMs }) => [startSample, capturedAtMs])).toEqual([
      [0, 0],
      [512, 5000],
      [1024, 5000],
    ]);
    const heard = frames.flatMap((frame) => [...frame.samples]);
    expect(heard).toEqual([...samples, ...new Float32Array(3 * 512 - 1300)]);
  });

  it('asks the sender to pause at two seconds, and says when one is left', async () => {
    const { drained, sound } = capture();
    const second = new Float32Array(16_000);
    expect(sound.push(second)).toBe(true);
    expect(sound.push(second)).toBe(false);
    const frames = sound.frames(never)[Symbol.asyncIterator]();
    while (sound.state.waitingMs > 1000) {
      expect(drained.count).toBe(0);
      await frames.next();
    }
    await frames.next();
    expect(drained.count).toBe(1);
    expect(sound.push(new Float32Array(512))).toBe(true);
  });

  it('ends when the signal aborts, while it waits for sound', async () => {
    const { sound } = capture();
    const stop = new AbortController();
    const next = sound.frames(stop.signal)[Symbol.asyncIterator]().next();
    stop.abort();
    expect(await next).toMatchObject({ done: true });
  });

  it('refuses sound after the end, and more than can ever wait', () => {
    const { sound } = capture();
    expect(() => sound.push(new Float32Array(16_000 * 70))).toThrow(/full/);
    sound.end();
    sound.end();
    expect(() => sound.push(new Float32Array(512))).toThrow(/after its end/);
  });
});
