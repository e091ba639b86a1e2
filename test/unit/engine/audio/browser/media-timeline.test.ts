import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AudioFrame } from '../../../../../src/engine/audio/audio-frame.ts';
import { HOLD_MS, MediaTimeline } from '../../../../../src/engine/audio/browser/media-timeline.ts';
import { expectAll } from '../../../../support/expect-all.ts';

const PAGE_START = 54_687_500_000;

/** Waits in milliseconds and frames of pages that leap ahead more than once. */
const LEAPS: readonly (readonly (readonly [number, number])[])[] = [
  [
    [0, 0],
    [0, 4],
    [200, 73],
  ],
  [
    [0, 0],
    [7000, 0],
    [0, 224],
    [0, 287],
  ],
  Array.from({ length: 40 }, (_, index) => [0, index * 62] as const),
];

function samplesOf(value: number): Float32Array {
  return new Float32Array(512).fill(value);
}

function timeline(): { line: MediaTimeline; frames: AudioFrame[] } {
  const frames: AudioFrame[] = [];
  return { line: new MediaTimeline((frame) => frames.push(frame)), frames };
}

function expectGapless(frames: readonly AudioFrame[]): void {
  for (const [index, { startSample, samples }] of frames.entries()) {
    expect([startSample, samples.length]).toEqual([index * 512, 512]);
  }
}

describe('the media timeline of a page', () => {
  it('passes frames on as they come, from media time 0', () => {
    const { line, frames } = timeline();
    for (let index = 0; index < 10; index += 1) {
      expect(line.accept(PAGE_START + index, samplesOf(0.5), 1000 + index * 32)).toBe('taken');
    }
    expect(frames).toHaveLength(10);
    expectGapless(frames);
    expect(frames.map(({ capturedAtMs }) => Math.round(capturedAtMs))).toEqual(
      frames.map((_, index) => 1000 + index * 32),
    );
    expect([line.silentFrames, line.newestPageFrame]).toEqual([0, PAGE_START + 9]);
  });

  it('stamps frames that were held up on the way with the time of their capture', () => {
    const { line, frames } = timeline();
    for (let index = 0; index < 100; index += 1) {
      const capturedMs = 1000 + index * 32;
      // For 1.6 s nothing comes; then all of it at once.
      const arrivedMs = index >= 30 && index < 80 ? 1000 + 80 * 32 : capturedMs;
      line.accept(PAGE_START + index, samplesOf(0.5), arrivedMs);
    }
    expect(frames).toHaveLength(100);
    for (const [index, { capturedAtMs }] of frames.entries()) {
      expect(Math.abs(capturedAtMs - (1000 + index * 32))).toBeLessThan(2);
    }
  });

  it('puts silence in the place of what the page has dropped', () => {
    const { line, frames } = timeline();
    line.accept(PAGE_START, samplesOf(0.5), 1000);
    line.accept(PAGE_START + 11, samplesOf(0.5), 1000 + 11 * 32);
    expect(frames).toHaveLength(12);
    expectGapless(frames);
    expect(line.silentFrames).toBe(10);
    for (const { samples } of frames.slice(1, 11)) expectAll(samples, (sample) => sample === 0);
  });

  it('waits as long as a page keeps its sound, and then follows the wall clock with silence', () => {
    const { line, frames } = timeline();
    line.accept(PAGE_START, samplesOf(0.5), 0);
    line.fill(HOLD_MS - 32);
    expect(frames).toHaveLength(1);
    line.fill(HOLD_MS + 3200);
    expect(frames).toHaveLength(101);
    // The page comes back after 8.7 s with the newest 5 s: nothing of it is lost.
    const nowMs = HOLD_MS + 3200;
    const newest = PAGE_START + Math.floor(nowMs / 32);
    for (let frame = newest - 155; frame <= newest; frame += 1) {
      expect(line.accept(frame, samplesOf(0.25), nowMs)).toBe('taken');
    }
    expectGapless(frames);
    expect(frames.filter(({ samples }) => samples[0] === 0.25)).toHaveLength(156);
  });

  it('leaves out what comes twice, and what comes after silence has taken its place', () => {
    const { line, frames } = timeline();
    line.accept(PAGE_START, samplesOf(0.5), 0);
    line.accept(PAGE_START + 1, samplesOf(0.5), 32);
    expect(line.accept(PAGE_START + 1, samplesOf(0.5), 64)).toBe('duplicate');
    line.fill(10_000);
    expect(line.accept(PAGE_START + 20, samplesOf(0.5), 10_000)).toBe('late');
    expect(frames.filter(({ samples }) => samples[0] === 0.5)).toHaveLength(2);
  });

  it.each([
    ['forward by an hour', 3600],
    ['back by an hour', -3600],
  ])('goes on where the clock of the page is set %s', (_name, seconds) => {
    const { line, frames } = timeline();
    for (let index = 0; index < 100; index += 1) line.accept(PAGE_START + index, samplesOf(0.5), index * 32);
    const shift = Math.round((seconds * 1000) / 32);
    for (let index = 100; index < 200; index += 1) line.accept(PAGE_START + shift + index, samplesOf(0.5), index * 32);
    expect(frames.filter(({ samples }) => samples[0] === 0.5)).toHaveLength(200);
    expect(Math.abs(frames.length - 200)).toBeLessThanOrEqual(2);
  });

  it('stays gapless and near the wall clock whatever a page sends', () => {
    const step = fc.record({
      waitMs: fc.constantFrom(0, 1, 32, 200, 7000),
      frame: fc.oneof(fc.nat(400), fc.nat(1e12)),
      fill: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { line, frames } = timeline();
        let nowMs = 0;
        for (const { waitMs, frame, fill } of steps) {
          nowMs += waitMs;
          if (fill) line.fill(nowMs);
          else line.accept(frame, samplesOf(0.5), nowMs);
        }
        expectGapless(frames);
        expect(frames.length * 32).toBeLessThan(nowMs + 2000 + 64 + steps.length * 32);
        for (const frame of frames) expect(frame.capturedAtMs).toBeLessThanOrEqual(nowMs + 2100 + steps.length * 32);
      }),
      { examples: LEAPS.map((leaps) => [leaps.map(([waitMs, frame]) => ({ waitMs, frame, fill: false }))]) },
    );
  });
});
