import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InTurn } from '../../../../../src/engine/captions/sessions/in-turn.ts';
import type { TranscriptCue } from '../../../../../src/engine/captions/transcript-format.ts';

function placed(...times: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const turn = new InTurn();
  return times.map(([startMs, endMs]) => {
    const cue: TranscriptCue = { startMs, endMs, language: 'en', text: '', translations: {} };
    const own = turn.place(cue);
    return [own.startMs, own.endMs];
  });
}

describe('captions in turn', () => {
  it('stay as they are where one speaks after the other', () => {
    expect(placed([0, 1000], [1000, 2000], [5000, 6000])).toEqual([
      [0, 1000],
      [1000, 2000],
      [5000, 6000],
    ]);
  });

  it('come behind each other where two speak at once', () => {
    expect(placed([4000, 5000], [0, 10_000], [6000, 7500], [10_000, 14_000])).toEqual([
      [4000, 5000],
      [5000, 10_000],
      [10_000, 11_500],
      [11_500, 14_000],
    ]);
  });

  it('never go back, whoever interrupts whom', () => {
    const time = fc.tuple(fc.nat(60_000), fc.integer({ min: 1, max: 12_000 }));
    fc.assert(
      fc.property(fc.array(time), (times) => {
        const all = placed(...times.map(([startMs, lengthMs]) => [startMs, startMs + lengthMs] as const));
        const flat = all.flat();
        expect(flat).toEqual(flat.toSorted((one, other) => one - other));
      }),
    );
  });
});
