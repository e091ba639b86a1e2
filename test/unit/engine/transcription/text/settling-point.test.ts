import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstSentence, settlingPoint } from '../../../../../src/engine/transcription/text/settling-point.ts';
import type { TimedToken } from '../../../../../src/engine/transcription/text/timed-tokens.ts';
import { joinTokens, tokenize } from '../../../../../src/engine/transcription/text/tokens.ts';

/** Three words a second. */
function spoken(text: string, language = 'en', msPerToken = 330): readonly TimedToken[] {
  return tokenize(text, language).map((token, index) => ({
    ...token,
    startMs: index * msPerToken,
    endMs: (index + 1) * msPerToken,
  }));
}

/** The caption that a text is cut into where all but its newest word is stable, and nothing was before. */
function caption(text: string, { language = 'en', before = 0, sameMarks = true, msPerToken = 330 } = {}) {
  const tokens = spoken(text, language, msPerToken);
  const stable = tokens.length - 1;
  const count = settlingPoint({ tokens, settledBefore: before, stable, sameMarks: () => sameMarks, language });
  return count === undefined ? undefined : joinTokens(tokens.slice(0, count));
}

describe('settlingPoint', () => {
  it('finishes a sentence once a stable word follows it', () => {
    expect(caption('We found the key. Now we go')).toBe('We found the key.');
    expect(caption('We found the key. Now')).toBeUndefined();
    expect(caption('今日は晴れです。明日は雨', { language: 'ja' })).toBe('今日は晴れです。');
  });

  it('takes no abbreviation, number or mark that changed for the end of a sentence', () => {
    expect(caption('I met Mr. Quilter there today')).toBeUndefined();
    expect(caption('It costs 3. 5 euros or so')).toBeUndefined();
    expect(caption('This is No. 5 of the row')).toBeUndefined();
    expect(caption('I went to the e.g. shop over there')).toBeUndefined();
    expect(caption('We found the key. Now we go', { sameMarks: false })).toBeUndefined();
  });

  it('leaves a very short sentence with the next one', () => {
    expect(caption('No. We go home now', { msPerToken: 200 })).toBeUndefined();
    expect(caption('No. We go home now', { msPerToken: 800 })).toBe('No.');
  });

  it('ends a long caption at a comma, then before a conjunction, then anywhere', () => {
    expect(caption('when we came to the old house, the door was open')).toBe('when we came to the old house,');
    const joined = 'we walked through the long dark hall of the old castle yesterday evening and then we left';
    expect(caption(joined)).toBe('we walked through the long dark hall of the old castle yesterday evening');
    const endless = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ');
    expect(caption(endless)?.split(' ').length).toBe(18);
  });

  it('never takes a word away that was stable before, and always leaves one', () => {
    const word = fc.constantFrom('yes', 'and', 'we', 'go.', 'Then', 'house,', 'Mr.', 'because', 'walking');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.nat(60), fc.nat(60), (words, before, stable) => {
        const tokens = spoken(words.join(' '));
        const limit = Math.min(stable, tokens.length);
        const settledBefore = Math.min(before, limit);
        const count = settlingPoint({ tokens, settledBefore, stable: limit, sameMarks: () => true, language: 'en' });
        if (count === undefined) return;
        expect(count).toBeGreaterThanOrEqual(Math.max(1, settledBefore));
        expect(count).toBeLessThan(limit);
      }),
    );
  });

  it('does nothing without times', () => {
    const tokens = tokenize('We found the key. Now we go', 'en');
    const options = { settledBefore: 0, stable: tokens.length, sameMarks: () => true, language: 'en' };
    expect(settlingPoint({ tokens, ...options })).toBeUndefined();
  });
});

describe('firstSentence', () => {
  it('cuts a final into its sentences', () => {
    const tokens = spoken('We found the key. Now we go!');
    expect(firstSentence(tokens, 'en')).toBe(4);
    expect(firstSentence(tokens.slice(4), 'en')).toBeUndefined();
    expect(firstSentence(spoken('One sentence only.'), 'en')).toBeUndefined();
  });
});
