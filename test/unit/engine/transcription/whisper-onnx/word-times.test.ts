import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecodedToken } from '../../../../../src/engine/transcription/whisper-onnx/greedy-decode.ts';
import { Vocabulary } from '../../../../../src/engine/transcription/whisper-onnx/vocabulary.ts';
import { heardWords } from '../../../../../src/engine/transcription/whisper-onnx/word-times.ts';
import { expectAll } from '../../../../support/expect-all.ts';

const WINDOW = 300;
const LETTERS = Array.from({ length: 256 }, (_, byte) => Buffer.of(byte));
const PARTS = [
  ' the',
  ' quick',
  ' fox',
  'es',
  '.',
  ',',
  ' ',
  '\n',
  '客',
  '観',
  'である',
  ' don',
  "'t",
  ' 20',
  '26',
  'สวัส',
  'ดี',
  '𠮷',
  '\uFEFF',
];
const vocabulary = new Vocabulary(
  [...LETTERS, ...PARTS.map((part) => Buffer.from(part))].map((token, index) => `${token.toString('base64')} ${index}`),
);
const idOf = (part: string): number => 256 + PARTS.indexOf(part);

/** Attention that lies around a state. */
function around(state: number): Float32Array {
  return Float32Array.from({ length: WINDOW }, (_, index) => Math.exp(-((index - state) ** 2) / 8));
}

function decodedAt(parts: readonly (readonly [id: number, state: number])[]): DecodedToken[] {
  return parts.map(([token, state]) => ({ token, logProbability: -0.1, attention: around(state) }));
}

const textsOf = (parts: readonly string[]): string[] =>
  heardWords(
    { tokens: decodedAt(parts.map((part, index) => [idOf(part), 10 * index])), endAttention: undefined },
    vocabulary,
    200,
  )!.map(({ text }) => text);

describe('heardWords', () => {
  it('gives times that rise, within the sound, of words that join to the text', () => {
    const ids = fc.array(fc.oneof(fc.nat(255), fc.integer({ min: 256, max: 255 + PARTS.length })), { maxLength: 40 });
    fc.assert(
      fc.property(
        ids,
        fc.array(fc.nat(WINDOW - 1), { minLength: 41, maxLength: 41 }),
        fc.nat(250),
        (tokens, states, sound) => {
          const decoded = decodedAt(tokens.map((id, index) => [id, states[index]!]));
          const words = heardWords({ tokens: decoded, endAttention: around(states[40]!) }, vocabulary, sound)!;
          expect(words.map(({ text }) => text).join('')).toBe(vocabulary.textOf(tokens).trim());
          const times = words.flatMap(({ startMs, endMs }) => [startMs, endMs]);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          for (const time of times) expect(time >= 0 && time <= sound * 20).toBe(true);
          for (const { probability } of words) expect(probability).toBeCloseTo(Math.exp(-0.1));
        },
      ),
    );
  });

  it('follows the attention', () => {
    const tokens = decodedAt([
      [idOf(' the'), 20],
      [idOf(' quick'), 50],
      [idOf(' fox'), 90],
    ]);
    const words = heardWords({ tokens, endAttention: around(120) }, vocabulary, 130)!;
    for (const [index, state] of [20, 50, 90].entries()) {
      expect(words[index]!.startMs).toBeLessThanOrEqual(state * 20);
      expect(words[index]!.endMs).toBeGreaterThan(state * 20);
    }
  });

  it('makes words of scripts with spaces, with their endings and marks', () => {
    expect(textsOf([' the', ' fox', 'es', ',', ' don', "'t", '.'])).toEqual(['the', ' foxes,', " don't."]);
    expect(textsOf([' 20', '26', ' fox'])).toEqual(['2026', ' fox']);
  });

  it('makes parts of scripts without spaces', () => {
    expect(textsOf(['客', '観', 'である', '.'])).toEqual(['客', '観', 'である.']);
    expect(textsOf(['𠮷', '𠮷', ' fox'])).toEqual(['𠮷', '𠮷', ' fox']);
    expect(textsOf(['สวัส', 'ดี'])).toEqual(['สวัส', 'ดี']);
  });

  it('gives no times where the model hides its attention', () => {
    const tokens = [{ token: idOf(' the'), logProbability: -0.1, attention: undefined }];
    expect(heardWords({ tokens, endAttention: undefined }, vocabulary, 100)).toBeUndefined();
  });

  it('says nothing of nothing, and of a sound that is longer than the window', () => {
    expect(heardWords({ tokens: [], endAttention: around(3) }, vocabulary, 100)).toEqual([]);
    const tokens = decodedAt([
      [idOf(' the'), 20],
      [idOf(' fox'), 250],
    ]);
    const words = heardWords({ tokens, endAttention: undefined }, vocabulary, WINDOW + 200)!;
    expectAll(words, ({ endMs }) => Number.isFinite(endMs));
    expect(words[1]!.startMs).toBeGreaterThan(words[0]!.startMs);
  });
});
