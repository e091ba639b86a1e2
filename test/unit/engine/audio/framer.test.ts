import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Framer } from '../../../../src/engine/audio/framer.ts';
import { joinFrames } from '../../../support/audio/audio-support.ts';

describe('Framer', () => {
  it('cuts any pieces into the same gapless frames, the last one padded with silence', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.array(fc.nat(1300), { maxLength: 20 }), (length, cuts) => {
        const samples = Float32Array.from({ length }, (_, index) => (index % 1000) / 1000 + 1e-3);
        const framer = new Framer();
        const frames = [];
        let start = 0;
        for (const cut of [...cuts, length]) {
          frames.push(...framer.push(samples.subarray(start, start + cut)));
          start += cut;
        }
        frames.push(...framer.flush());

        expect(frames.map((frame) => frame.startSample)).toEqual(frames.map((_, index) => index * 512));
        for (const { samples: part } of frames) expect(part).toHaveLength(512);
        const padding = frames.length * 512 - length;
        expect(padding).toBeLessThan(512);
        expect(joinFrames(frames)).toEqual([
          ...samples.map((sample) => Math.min(1, sample)),
          ...Array<number>(padding).fill(0),
        ]);
      }),
    );
  });

  it('gives every frame its own memory', () => {
    const framer = new Framer();
    const [first] = framer.push(new Float32Array(512).fill(0.5));
    for (const frame of framer.push(new Float32Array(512).fill(-0.5))) expect(frame.samples[0]).toBe(-0.5);
    expect(first?.samples[0]).toBe(0.5);
  });
});
