import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peakOf, repeatedTokens } from '../../../../../src/engine/transcription/whisper-onnx/token-loop.ts';

/** A phrase of different tokens, and what came before it. */
const phrases = fc.record({
  before: fc.uniqueArray(fc.integer({ min: 1000, max: 1999 }), { maxLength: 8 }),
  phrase: fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 20 }),
  times: fc.integer({ min: 2, max: 8 }),
});

const said = ({ before, phrase, times }: { before: number[]; phrase: number[]; times: number }): number[] => [
  ...before,
  ...Array.from({ length: times }, () => phrase).flat(),
];

describe('repeatedTokens', () => {
  it('leaves alone who says it again, moving on in the sound', () => {
    fc.assert(
      fc.property(phrases, fc.integer({ min: 3, max: 30 }), (spoken, statesPerToken) => {
        const tokens = said(spoken);
        const peaks = tokens.map((_, index) => index * statesPerToken);
        expect(repeatedTokens(tokens, peaks)).toBe(0);
      }),
    );
  });

  it('finds a phrase that is said again of the same sound', () => {
    fc.assert(
      fc.property(phrases, ({ before, phrase, times }) => {
        fc.pre(phrase.length * (times - 1) >= 6);
        const tokens = said({ before, phrase, times });
        const peaks = [
          ...before.map((_, index) => index * 5),
          ...Array.from({ length: times }, () => phrase.map((_, index) => 50 + index * 5)).flat(),
        ];
        expect(repeatedTokens(tokens, peaks)).toBe(phrase.length * (times - 1));
      }),
    );
  });

  it('does not call different tokens a loop, wherever the attention stands', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50_000), { maxLength: 60 }), (tokens) => {
        expect(
          repeatedTokens(
            tokens,
            tokens.map(() => 40),
          ),
        ).toBe(0);
      }),
    );
  });

  it('calls nothing a loop where the attention is not known', () => {
    expect(
      repeatedTokens(
        Array.from({ length: 30 }, () => 7),
        [],
      ),
    ).toBe(0);
  });
});

describe('peakOf', () => {
  it('is the state with the most weight, within the sound', () => {
    const attention = Float32Array.of(0.1, 0.3, 0.2, 0.9);
    expect(peakOf(attention, 4)).toBe(3);
    expect(peakOf(attention, 3)).toBe(1);
    expect(peakOf(attention, 100)).toBe(3);
  });
});
