import { describe, expect, it } from 'vitest';
import { cutIntoPieces, toPcm16 } from '../../../../../src/engine/transcription/whisper-node/pcm.ts';

describe('samples for native code', () => {
  it('are exact for recorded values, and never wrap around', () => {
    const recorded = Float32Array.from([-32_768, -1, 0, 1, 32_767], (value) => value / 32_768);
    expect([...toPcm16(recorded)]).toEqual([-32_768, -1, 0, 1, 32_767]);
    expect([...toPcm16(Float32Array.of(1, 2, -2))]).toEqual([32_767, 32_767, -32_768]);
  });

  it('are cut in pauses where they are longer than the window', () => {
    const samples = new Float32Array(100_000).fill(0.5);
    samples.fill(0, 50_000, 52_000);
    const pieces = cutIntoPieces(samples, 64_000);
    expect(pieces).toHaveLength(2);
    expect(pieces[0]!.length).toBeGreaterThan(50_000);
    expect(pieces[0]!.length).toBeLessThan(52_000);
    expect(pieces[0]!.length + pieces[1]!.length).toBe(100_000);
  });

  it('stay in one piece where they fit', () => {
    const samples = new Float32Array(64_000);
    const [whole, ...others] = cutIntoPieces(samples, 64_000);
    expect(whole).toBe(samples);
    expect(others).toEqual([]);
    expect(cutIntoPieces(new Float32Array(0), 64_000)).toHaveLength(1);
  });
});
