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

  it('forgets kept words that the other stream has still to say, or says otherwise', () => {
    const joined = new JoinedText({
      text: 'one two three',
      words: [word('one', 0), word(' two', 1), word(' three', 2)],
    });
    joined.of(said('', 'one'), { caughtUp: false });
    joined.drop('one two'.length);
    const heard = { ...said('one too three four'), words: ['one', ' too', ' three', ' four'].map(word) };
    const text = joined.of(heard, { caughtUp: true });
    expect(text).toMatchObject({ committed: ' three four', words: [word(' three', 2), word(' four', 3)] });
  });

  it('says nothing twice where the stream revises what it had committed', () => {
    const joined = new JoinedText();
    joined.of(said('one two three'), { caughtUp: true });
    joined.drop('one two three'.length);
    joined.sayAgain();
    expect(joined.of(said('won two, three four'), { caughtUp: true }).committed).toBe(' four');
  });

  it('grows only, whatever comes first in another stream, wherever it is cut, and whatever is forgotten', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'dd', 'e'), { maxLength: 8 });
    const cuts = fc.array(fc.record({ at: fc.nat(8), forgotten: fc.double({ min: 0, max: 1, noNaN: true }) }));
    fc.assert(
      fc.property(words, words, cuts, (kept, spoken, asked) => {
        const joined = new JoinedText({ text: kept.join(' '), words: undefined });
        const whole = new JoinedText({ text: kept.join(' '), words: undefined });
        let told = kept.join(' ');
        let dropped = 0;
        for (const { at, forgotten } of asked.toSorted((a, b) => a.at - b.at)) {
          const committed = spoken.slice(0, at).join(' ');
          const tentative = spoken.slice(at).map((one, index) => (at + index === 0 ? one : ` ${one}`));
          const heard = said(committed, tentative.join(''));
          const text = joined.of(heard, { caughtUp: at > 2 });
          const before = told;
          told = whole.of(heard, { caughtUp: at > 2 }).committed;
          expect([told.startsWith(before), text.committed]).toEqual([true, told.slice(dropped)]);
          const count = Math.floor(text.committed.length * forgotten);
          joined.drop(count);
          dropped += count;
        }
      }),
    );
  });
});
