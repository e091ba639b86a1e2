import { describe, expect, it } from 'vitest';
import { heardText } from '../../../../../src/engine/transcription/sherpa/heard-text.ts';

describe('the text of a result', () => {
  it('puts tokens together to words, with the times of the first and the last one', () => {
    const { words, whole } = heardText(
      { text: ' IT IS RAINING', tokens: [' IT', ' IS', ' RA', 'IN', 'ING'], timestamps: [0.2, 0.24, 1, 1.2, 1.4] },
      1500,
    );
    expect(words).toEqual([
      { text: 'IT', startMs: 200, endMs: 240 },
      { text: ' IS', startMs: 240, endMs: 320 },
      { text: ' RAINING', startMs: 1000, endMs: 1480 },
    ]);
    expect(whole).toBe('IT IS'.length);
  });

  it.each([
    ['goes on', 1900, 'ONE'],
    ['has ended', 2140, 'ONE TWO'],
  ])('knows by the sound behind it that a last word %s', (_, decodedMs, text) => {
    const result = { text: 'ONE TWO', tokens: ['▁ONE', '▁TWO'], timestamps: [0.5, 1.5] };
    expect(heardText(result, decodedMs).whole).toBe(text.length);
  });

  it('takes each sign for a word where a script has no spaces, and words of letters between them', () => {
    const result = {
      text: '我用 OBS 玩',
      tokens: ['我', '用', ' O', 'BS', ' 玩'],
      timestamps: [0, 0.2, 0.4, 0.5, 0.9],
    };
    const { words, whole, text } = heardText(result, 1000);
    expect(words?.map((word) => word.text)).toEqual(['我', '用', ' OBS', ' 玩']);
    expect(whole).toBe(text.length);
  });

  it('finds the tokens in a text that joins them by rules of its own', () => {
    const { words } = heardText(
      { text: ' hello 你好', tokens: ['hel@@', 'lo', '你', '好'], timestamps: [0, 0.2, 0.5, 0.7] },
      900,
    );
    expect(words?.map(({ text }) => text)).toEqual(['hello', ' 你', '好']);
  });

  it('knows when a word ends where a model tells how long its tokens sound', () => {
    const result = { text: 'a b', tokens: [' a', ' b'], timestamps: [0, 1], durations: [0.32, 0.4] };
    expect(heardText(result, 1500).words?.map(({ endMs }) => endMs)).toEqual([320, 1400]);
  });

  it.each([
    ['has no times', { text: 'a b', tokens: ['a', ' b'], timestamps: [] }],
    ['writes bytes', { text: 'ñ b', tokens: ['<0xC3>', '<0xB1>', ' b'], timestamps: [0, 0, 1] }],
    ['is empty', { text: '', tokens: [], timestamps: [] }],
  ])('has no words, or none, where a model %s', (_, result) => {
    expect(heardText(result, 0).words ?? []).toEqual([]);
  });
});
