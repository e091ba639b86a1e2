import { describe, expect, it } from 'vitest';
import { outcome, timed, type Given } from './guarded-decode.ts';

describe('a remark', () => {
  it.each([
    '(crickets chirping)',
    '(crickets chirping) (crick',
    '[Music]',
    '[MUSIC PLAYING]',
    '[BLANK_AUDIO]',
    '[BLANK_AU',
    ' (music) [Applause] ',
    '♪ la la ♪',
    '♪ ♪ ♪',
    '♪♪♪',
    '🎵 Music 🎵',
    '*laughs*',
    '(applaudissements)',
    '(risas)',
    '(Música)',
    '[Musik]',
    '(смех)',
    '(звучит музыка)',
    '【音楽】',
    '（拍手）',
    '［笑］',
    '（音楽が流れる）',
    '(박수)',
    '[موسيقى]',
    '(मज़ाकिया संगीत)',
    '(dee',
    '(water dripping)',
    '(drumroll)',
    '[the door opens]',
    '{noise}',
    '()',
    '- [Laughter]',
  ])('%o is never shown', (text) => {
    expect(outcome(text)).toBe('<no-text>');
    expect(outcome(text, { speechMs: 9000, language: 'ja' })).toBe('<no-text>');
    expect(outcome(text, { hypothesis: { averageLogProbability: -0.1, noSpeechProbability: 0 } })).toBe('<no-text>');
  });

  it.each([
    ['Hello (laughs) you', {}, 'Hello you'],
    ['Hello (laughs), you', {}, 'Hello, you'],
    ['Hello(laughs)you', {}, 'Hello you'],
    ['[laughs] hi there', {}, 'hi there'],
    ['*sighs* No.', {}, 'No.'],
    ['Well [BLANK_AU', {}, 'Well'],
    ['Here we go. (upbeat mu', {}, 'Here we go.'],
    ['Here we go. (', {}, 'Here we go.'],
    ['Happy birthday ♪ la la la ♪', {}, 'Happy birthday'],
    ['♪ Happy birthday to you ♪', {}, 'Happy birthday to you'],
    ['（拍手）ありがとう', { language: 'ja' }, 'ありがとう'],
    ['今日は（笑）いい天気', { language: 'ja' }, '今日はいい天気'],
    ['(applause) Thank you all. [cheering]', {}, 'Thank you all.'],
  ] satisfies [string, Given, string][])('is taken out of %o with %o: %o', (text, given, expected) => {
    expect(outcome(text, given)).toBe(expected);
  });

  it.each([
    'I lost :( but we go on',
    'I lost :(',
    'I won :) (really)',
    'f(x)',
    '(and that is what he said)',
    'He said (and I quote) hello',
    'it works (as I noted) fine',
    'He said (music is life) and left',
    'Use the (b option',
    'Press [E] to open the door',
    '3 * 4 is 12',
    'It is 5 * 3 * 2 in total',
    'I *really* mean it',
    'a) first, b) second',
  ])('is not what %o says', (text) => {
    expect(outcome(text)).toBe(text);
  });

  it('is a sentence in brackets that has not the time of one', () => {
    expect(outcome('(and that is what he said)', { speechMs: 300 })).toBe('<no-text>');
    expect(outcome('(and that is what he said)', { speechMs: 9000 })).toBe('<no-text>');
  });

  it('leaves the times of the other words as they are', () => {
    const words = [
      ...timed('(laughs) We go down, see the boats', 0, 2000),
      ...timed(' see the boats see the boats', 2000, 2010),
    ];
    const text = words.map((word) => word.text).join('');
    expect(outcome(text, { hypothesis: { words } })).toBe('We go down, see the boats');
  });
});
