import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JoinedText } from '../../../../../src/engine/transcription/text/joined-text.ts';

const said = (committed: string, tentative = '', language = 'en') => ({ committed, tentative, language });
const word = (text: string, startMs: number) => ({ text, startMs, endMs: startMs + 100 });

describe('JoinedText', () => {
  it('is what the stream says where nothing was kept', () => {
    expect(new JoinedText().of(said('Hello', ' world'), { caughtUp: true })).toEqual(said('Hello', ' world'));
  });

  it('goes on behind the kept words where another stream says them again', () => {
    const joined = new JoinedText({ text: 'one two three', words: undefined });
    expect(joined.of(said('', 'one'), { caughtUp: false })).toEqual(said('one two three'));
    expect(joined.of(said('one two', ' three four'), { caughtUp: true })).toEqual(said('one two three', ' four'));
    expect(joined.of(said('one two three four', ' five'), { caughtUp: true })).toEqual(
      said('one two three four', ' five'),
    );
  });

  it('keeps words that the other stream hears differently, and says none of them twice', () => {
    const joined = new JoinedText({ text: 'I see a whale', words: undefined });
    expect(joined.of(said('Icy a wail in the'), { caughtUp: true }).committed).toBe('I see a whale in the');
    expect(joined.of(said('Icy a wail in the sea'), { caughtUp: true }).committed).toBe('I see a whale in the sea');
  });

  it('commits nothing before all that was kept is in the text of the stream', () => {
    const joined = new JoinedText({ text: 'one two', words: undefined });
    expect(joined.of(said('one'), { caughtUp: false })).toEqual(said('one two'));
    expect(joined.of(said('one two'), { caughtUp: true })).toEqual(said('one two'));
    expect(joined.of(said('one two two'), { caughtUp: true })).toEqual(said('one two two'));
  });

  it('joins without a space where the script has none', () => {
    const joined = new JoinedText({ text: '今日は', words: undefined });
    expect(joined.of(said('今日は雨', 'です', 'ja'), { caughtUp: true })).toEqual(said('今日は雨', 'です', 'ja'));
  });

  it('has the times of the kept words, and then those of the stream', () => {
    const joined = new JoinedText({ text: 'one two', words: [word('one', 0), word(' two', 500)] });
    const heard = { ...said('one two three'), words: [word('one', 7), word(' two', 507), word(' three', 1000)] };
    const { words = [] } = joined.of(heard, { caughtUp: true });
    expect(words).toEqual([word('one', 0), word(' two', 500), word(' three', 1000)]);
  });

  it('forgets the beginning, kept or said', () => {
    const joined = new JoinedText({ text: 'one two', words: undefined });
    joined.of(said('one two three'), { caughtUp: true });
    joined.drop('one'.length);
    expect(joined.of(said('one two three'), { caughtUp: true }).committed).toBe(' two three');
    joined.drop(' two th'.length);
    expect(joined.of(said('one two three four'), { caughtUp: true }).committed).toBe('ree four');
  });

  it('grows only, whatever comes first in another stream and wherever it is cut', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'dd', 'e'), { maxLength: 8 });
    fc.assert(
      fc.property(words, words, fc.array(fc.nat(8), { maxLength: 6 }), (kept, spoken, cuts) => {
        const joined = new JoinedText({ text: kept.join(' '), words: undefined });
        let before = kept.join(' ');
        for (const cut of cuts.toSorted((a, b) => a - b)) {
          const committed = spoken.slice(0, cut).join(' ');
          const tentative = spoken.slice(cut).map((one, index) => (cut + index === 0 ? one : ` ${one}`));
          const text = joined.of(said(committed, tentative.join('')), { caughtUp: cut > 2 });
          expect(text.committed.startsWith(before)).toBe(true);
          before = text.committed;
        }
      }),
    );
  });
});
