import { describe, expect, it } from 'vitest';
import { outcome, timed, type Given } from './guarded-decode.ts';

const times = (count: number, text: string): string => Array.from({ length: count }, () => text).join(' ');

describe('repetition', () => {
  it.each([
    ['No no no no no no!', { speechMs: 1400 }],
    ['Go go go go go!', { speechMs: 1400 }],
    ['Ja ja ja ja ja ja', { speechMs: 1400, language: 'de' }],
    ['Wow, wow, wow, wow, wow!', { speechMs: 1400 }],
    ['Vamos, vamos, vamos, vamos, vamos!', { speechMs: 1400, language: 'es' }],
    ['Gol gol gol gol gol gol', { speechMs: 1400, language: 'es' }],
    ['Jajajajajajajaja', { speechMs: 1400, language: 'es' }],
    ['哈哈哈哈哈哈', { speechMs: 1400, language: 'zh' }],
    ['加油加油加油加油', { speechMs: 1800, language: 'zh' }],
    ['ha ha ha ha ha', { speechMs: 1000 }],
    ['Thank you, thank you, thank you, thank you.', { speechMs: 2000 }],
    ["I don't know. I don't know.", { speechMs: 1300 }],
    [times(6, 'and then we went to the old house by the river'), { speechMs: 28_000 }],
  ] satisfies [string, Given][])('that was said is shown: %o with %o', (text, given) => {
    expect(outcome(text, given)).toBe(text);
  });

  it.each([
    [
      'and so my fellow Americans and so my fellow Americans and so my',
      { speechMs: 3000 },
      'and so my fellow Americans',
    ],
    ['So you know. So you know. So you know. So', { speechMs: 700 }, 'So you know.'],
    [times(200, 'no'), { speechMs: 2000 }, 'no'],
    [times(40, 'thank you'), { speechMs: 3000 }, 'thank you'],
    [
      `We go left. ${times(9, 'It was a good day.')} And then we left.`,
      { speechMs: 3500 },
      'We go left. It was a good day. And then we left.',
    ],
    [
      'Der Raum wurde als Leichenhalle genutzt. Der Raum wurde als Leichenhal',
      { speechMs: 3000, language: 'de' },
      'Der Raum wurde als Leichenhalle genutzt.',
    ],
    ['I think we should. I think we', { speechMs: 2500 }, 'I think we should. I think we'],
    ['今日はいい天気ですね'.repeat(12), { speechMs: 2500, language: 'ja' }, '今日はいい天気ですね'],
  ] satisfies [string, Given, string][])('that the sound cannot hold is cut: %o with %o', (text, given, expected) => {
    expect(outcome(text, given)).toBe(expected);
  });

  it('is refused where there is no speech that could be behind it', () => {
    expect(outcome(times(30, 'you'), { speechMs: 300 })).toBe('<repetition>');
  });

  it('is cut where the decoder says that it fell into a loop', () => {
    const text = 'It was a good day. It was a good day.';
    expect(outcome(text, { speechMs: 4000 })).toBe(text);
    expect(outcome(text, { speechMs: 4000, hypothesis: { looped: true } })).toBe('It was a good day.');
  });

  it('is cut where its words have no time of their own', () => {
    const said = 'It was a good day and we all went down to the river, my friends, to see the boats go by.';
    const text = `${said} see the boats see the boats see the boats`;
    const words = [...timed(said, 0, 8000), ...timed(' see the boats see the boats see the boats', 8000, 8040)];
    expect(outcome(text, { speechMs: 8000 })).toBe(text);
    expect(outcome(text, { speechMs: 8000, hypothesis: { words } })).toBe(said);
  });
});

describe('impossible speed', () => {
  const counted = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen';

  it('is refused without speech', () => {
    expect(outcome(counted, { speechMs: 400 })).toBe('<impossible-speed>');
    expect(outcome(counted, { speechMs: 400, hypothesis: { endedByLength: true } })).toBe('<runaway-decode>');
  });

  it('is cut to what fits, at the end of a sentence where there is one', () => {
    expect(outcome(counted, { speechMs: 800 })).toBe('one two three four five');
    expect(outcome(`We go. ${counted}`, { speechMs: 800 })).toBe('We go.');
  });

  it('is cut where the crammed words begin', () => {
    const words = [...timed('one two', 0, 780), ...timed(counted.slice('one two'.length), 780, 800)];
    expect(outcome(counted, { speechMs: 800, audioMs: 800, hypothesis: { words } })).toBe('one two');
  });

  it('is cut inside of a word that has no end', () => {
    expect(outcome('ja'.repeat(200), { speechMs: 1000 })).toBe('ja'.repeat(12));
  });

  it('takes words away that begin behind the sound', () => {
    const words = [...timed('We go on.', 0, 2000), ...timed(' Thanks for watching!', 3100, 4000)];
    expect(outcome('We go on. Thanks for watching!', { hypothesis: { words } })).toBe('We go on.');
  });

  it('is not what a decode at its length limit is where the sound holds it', () => {
    expect(outcome('a long story about the sea', { hypothesis: { endedByLength: true } })).toBe(
      'a long story about the sea',
    );
  });
});
