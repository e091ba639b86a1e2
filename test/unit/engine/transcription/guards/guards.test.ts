import { describe, expect, it } from 'vitest';
import { checkDecode } from '../../../../../src/engine/transcription/guards/guards.ts';
import { decode, outcome, type Given } from './guarded-decode.ts';

describe('the guards of the sound', () => {
  it.each([
    ['hello', { speechMs: 64 }, '<too-short>'],
    ['hello', { loudness: 0.0002 }, '<too-quiet>'],
    ['hello', { speechMs: 130, audioMs: 4000 }, '<no-speech>'],
    ['No.', { speechMs: 180, audioMs: 1200 }, 'No.'],
    ['Wait for me.', { speechMs: 900, audioMs: 20_000 }, 'Wait for me.'],
    ['...', {}, '<no-text>'],
    ['', {}, '<no-text>'],
  ] satisfies [string, Given, string][])('give for %o with %o: %s', (text, given, expected) => {
    expect(outcome(text, given)).toBe(expected);
  });

  it('refuse what the recogniser takes for silence and guessed at', () => {
    const denied = { noSpeechProbability: 0.9, averageLogProbability: -1.4 };
    expect(outcome('We go on.', { hypothesis: denied })).toBe('<no-speech>');
    expect(outcome('We go on.', { hypothesis: { ...denied, averageLogProbability: -0.4 } })).toBe('We go on.');
    expect(outcome('We go on.', { hypothesis: { ...denied, noSpeechProbability: 0.2 } })).toBe('We go on.');
    const loop = { noSpeechProbability: 0.7, averageLogProbability: -0.1, looped: true };
    expect(outcome('Beep beep', { hypothesis: loop })).toBe('<no-speech>');
    expect(outcome('Beep beep', { hypothesis: { ...loop, looped: false } })).toBe('Beep beep');
  });
});

describe('a known phrase', () => {
  it.each([
    ['Thank you.', { speechMs: 450 }, 'Thank you.'],
    ['Thank you.', { speechMs: 2000 }, 'Thank you.'],
    ['Gracias.', { language: 'es', speechMs: 1400 }, 'Gracias.'],
    ['Thank you.', { speechMs: 300 }, '<known-phrase>'],
    ['Bye.', { speechMs: 200 }, '<known-phrase>'],
    ['Thanks for watching!', { speechMs: 400 }, '<known-phrase>'],
    ['Thanks for watching!', { speechMs: 1100 }, 'Thanks for watching!'],
    ['ご視聴ありがとうございました', { language: 'ja', speechMs: 900 }, '<known-phrase>'],
    ['you', { speechMs: 6000 }, '<known-phrase>'],
    ['Thank you for the hat.', { speechMs: 400 }, 'Thank you for the hat.'],
  ] satisfies [string, Given, string][])('%o with %o gives %o', (text, given, expected) => {
    expect(outcome(text, given)).toBe(expected);
  });

  it('is shown as the recogniser hears a voice in it', () => {
    const voice = { noSpeechProbability: 0.05, averageLogProbability: -0.3 };
    const noise = { noSpeechProbability: 0.8, averageLogProbability: -0.7 };
    expect(outcome('Thank you.', { speechMs: 5000, hypothesis: voice })).toBe('Thank you.');
    expect(outcome('Thank you.', { speechMs: 1000, hypothesis: noise })).toBe('<known-phrase>');
    // Of two words that were said within 0.6 s, voice detection may find the half.
    expect(outcome('Thank you.', { speechMs: 290, hypothesis: voice })).toBe('Thank you.');
    expect(outcome('Thank you.', { speechMs: 290, hypothesis: noise })).toBe('<known-phrase>');
    expect(outcome('Thanks for watching!', { speechMs: 400, hypothesis: voice })).toBe('<known-phrase>');
  });
});

describe('the end of a cut window', () => {
  it('loses the full stop that the decoder puts there', () => {
    expect(outcome('and then we went to the.', { cut: true })).toBe('and then we went to the');
  });
});

describe('what was left out', () => {
  it.each([
    ['We go on.', {}, []],
    ['We go on. (crickets chirping)', {}, ['remark']],
    ['We go on. Мы идём.', {}, ['wrong-script']],
    ['and so my fellow Americans and so my fellow Americans and so my', {}, ['repetition']],
    ['We go on.', { hypothesis: { looped: true } }, ['repetition']],
    ['[Music] So you know. So you know. So you know. So', { speechMs: 700 }, ['repetition', 'remark']],
  ] satisfies [string, Given, string[]][])('of %o with %o is told by reason: %s', (text, given, cuts) => {
    const verdict = checkDecode(decode(text, given));
    expect(verdict).toMatchObject({ accepted: true });
    expect(verdict.accepted && [...verdict.cuts].toSorted()).toEqual(cuts.toSorted());
  });
});
