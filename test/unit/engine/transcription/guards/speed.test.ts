import { describe, expect, it } from 'vitest';
import { outcome, timed } from './guarded-decode.ts';

const LONG = 'Supercalifragilisticexpialidociousnesses';

describe('a text that is too fast', () => {
  it.each([
    ['en', `${LONG} is what they sang all day`, LONG],
    ['en', `Well, ${LONG} is what they sang all day`, 'Well,'],
    ['de', 'Donaudampfschifffahrtsgesellschaftskapitän', 'Donaudampfschifffahrtsgesellschaftskapitän'],
    ['ru', 'Превысокомногорассмотрительствующий человек говорит', 'Превысокомногорассмотрительствующий'],
    [
      'en',
      'https://www.example.com/some/very/long/path/index.html and more of it',
      'https://www.example.com/some/very/long/path/index.html',
    ],
    ['en', 'Go to https://www.example.com/some/very/long/path/index.html', 'Go to'],
    ['ja', '今日は https://www.example.com/some/path.html です', '今日は'],
    ['ja', '見てwww.example.com/some/very/long/path.htmlです', '見て'],
    ['ja', 'www.example.com/some/very/long/path.htmlです', 'www.example.com/some/very/long/path.html'],
    ['ja', LONG, LONG],
  ])('is cut at the end of a word in %s: %s', (language, text, shown) => {
    expect(outcome(text, { language, speechMs: 700 })).toBe(shown);
  });

  it('is cut between the signs of a script that has no spaces', () => {
    const shown = outcome('今日はとても良い天気ですから公園まで散歩に行きましょう', { language: 'ja', speechMs: 700 });
    expect(shown.length).toBeLessThan(14);
    expect(shown).toMatch(/^今日は/u);
  });

  it('is cut at the end of a word by its times', () => {
    const text = `${LONG} one two three four`;
    expect(outcome(text, { speechMs: 700, audioMs: 1000, hypothesis: { words: timed(text, 0, 100) } })).toBe(LONG);
  });

  it('is cut within one word only where that goes on for ever', () => {
    const shown = outcome('N' + 'o'.repeat(90), { speechMs: 700 });
    expect(shown).toMatch(/^No+$/u);
    expect(shown.length).toBeLessThan(30);
  });
});
