import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatedCapture, SoundGate } from '../../../../src/engine/audio/sound-gate.ts';
import type { AudioFrame } from '../../../../src/engine/audio/audio-frame.ts';
import type { CaptureSource } from '../../../../src/engine/pipeline/capture-source.ts';
import { frameAt } from '../../../support/frames.ts';

const FRAME_MS = 32;

/** A frame of sound that ends at a time. */
function frameEnding(capturedAtMs: number): AudioFrame {
  return { ...frameAt(0, 0.5), capturedAtMs };
}

const isHeard = (gate: SoundGate, capturedAtMs: number): boolean =>
  gate.through(frameEnding(capturedAtMs)).samples.some((sample) => sample !== 0);

describe('a gate for sound', () => {
  it('lets all through where it is open, and nothing where it is closed', () => {
    expect(isHeard(new SoundGate(true), 0)).toBe(true);
    expect(isHeard(new SoundGate(false), 0)).toBe(false);
  });

  it('lets through what was captured before it closed, whenever somebody gets to it', () => {
    const gate = new SoundGate(true);
    gate.set(false, 1000);
    expect(isHeard(gate, 1000)).toBe(true);
    expect(isHeard(gate, 1001)).toBe(false);
    gate.set(true, 2000);
    expect(isHeard(gate, 990)).toBe(true);
    expect(isHeard(gate, 1500)).toBe(false);
  });

  it('is silent for as long after it has opened as sound may be under way', () => {
    const gate = new SoundGate(false);
    gate.set(true, 1000);
    expect(isHeard(gate, 1000 + 300 + FRAME_MS - 1)).toBe(false);
    expect(isHeard(gate, 1000 + 300 + FRAME_MS)).toBe(true);
  });

  it('leaves the time of the sound as it is', async () => {
    const capture: CaptureSource = {
      name: 'mic',
      live: true,
      async *frames() {
        await Promise.resolve();
        yield frameAt(7, 0.5);
      },
    };
    const gated = gatedCapture(capture, new SoundGate(false));
    expect(gated).toMatchObject({ name: 'mic', live: true });
    const frames: AudioFrame[] = [];
    for await (const frame of gated.frames(new AbortController().signal)) frames.push(frame);
    expect(frames).toEqual([frameAt(7, 0)]);
  });

  it('never lets through what was made while it was closed', () => {
    const turns = fc.array(fc.integer({ min: 1, max: 2000 }), { maxLength: 100 });
    fc.assert(
      fc.property(turns, fc.boolean(), fc.integer({ min: 0, max: 300 }), (lengths, startsOpen, delayMs) => {
        const gate = new SoundGate(startsOpen);
        const closed: { fromMs: number; toMs: number }[] = [];
        let [nowMs, isOpen] = [0, startsOpen];
        for (const length of lengths) {
          if (!isOpen) closed.push({ fromMs: nowMs, toMs: nowMs + length });
          nowMs += length;
          isOpen = !isOpen;
          gate.set(isOpen, nowMs);
        }
        const wrong = Array.from({ length: Math.floor(nowMs / FRAME_MS) }, (_, index) => (index + 1) * FRAME_MS).filter(
          (madeMs) =>
            closed.some(({ fromMs, toMs }) => madeMs > fromMs && madeMs - FRAME_MS < toMs) &&
            isHeard(gate, madeMs + delayMs),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });
});
