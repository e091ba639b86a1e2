import { afterEach, describe, expect, it, vi } from 'vitest';
import { foldAccents, foldCase } from '../../../../../src/engine/vocabulary/rewriting/fold.ts';
import { PhraseTrie } from '../../../../../src/engine/vocabulary/rewriting/phrase-trie.ts';
import { TextRewriter, type Replacement } from '../../../../../src/engine/vocabulary/rewriting/text-rewriter.ts';

function rewrite(text: string, phrases: Readonly<Record<string, string>>): string {
  const trie = new PhraseTrie<Replacement>(foldAccents);
  for (const [phrase, written] of Object.entries(phrases)) trie.add(phrase, () => written);
  return new TextRewriter(trie).rewrite(text).text;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('TextRewriter', () => {
  it.each([
    ['whole words only', 'class ass assassin', { ass: 'X' }, 'class X assassin'],
    ['whatever their case and accents', 'Cafe CAFÉ cafe\u0301', { café: 'Café' }, 'Café Café Café'],
    ['several words, however they are joined', 'over lingo, Over-Lingo', { 'over lingo': 'OL' }, 'OL, OL'],
    [
      'but not across the end of a clause',
      'over, lingo. Over. Lingo',
      { 'over lingo': 'OL' },
      'over, lingo. Over. Lingo',
    ],
    ['the longest phrase', 'o b s studio', { 'o b s': 'OBS', 'o b s studio': 'OBS Studio' }, 'OBS Studio'],
    ['symbols that belong to names', 'C c++ C# R & D', { 'c++': 'CPP', 'c#': 'CS', 'r&d': 'RD' }, 'C CPP CS RD'],
    ['beside apostrophes', "obs's l'obs", { obs: 'OBS' }, "OBS's l'OBS"],
    ['but not inside of contractions', 'don’t don', { don: 'X' }, 'don’t X'],
    ['parts of lines without spaces', 'これはオバリンゴです', { オバリンゴ: 'Overlingo' }, 'これはOverlingoです'],
    ['Latin names between unspaced letters', 'obsを開く', { obs: 'OBS' }, 'OBSを開く'],
    ['Thai vowels count', 'กี กู', { กู: 'X' }, 'กี X'],
    ['Hindi vowels count', 'की का', { का: 'X' }, 'की X'],
    ['Arabic points do not', 'كِتَاب', { كتاب: 'X' }, 'X'],
  ])('finds %s', (_, text, phrases, expected) => {
    expect(rewrite(text, phrases)).toBe(expected);
  });

  it.each([
    ['what the heck is it', 'what the is it'],
    ['Heck, this is it', 'this is it'],
    ['oh, heck, it works', 'oh, it works'],
    ['Shut up, heck!', 'Shut up!'],
    ['No. Heck. Yes.', 'No. Yes.'],
    ['well (heck) yes', 'well () yes'],
    ['heck heck', ''],
  ])('takes the space and the mark beside a removed word away: %s', (text, expected) => {
    expect(rewrite(text, { heck: '' })).toBe(expected);
  });

  it('tells accents apart where they make another word', () => {
    expect(['año', 'ano', 'sık', 'SIK', 'İS'].map(foldCase)).toEqual(['año', 'ano', 'sık', 'sik', 'is']);
  });

  it('takes as many steps with 2,000 phrases as with 2, and twice as many for twice the text', () => {
    const steps = (phraseCount: number, wordCount: number): number => {
      const trie = new PhraseTrie<Replacement>(foldAccents);
      for (let index = 0; index < phraseCount; index += 1) trie.add(`a a a a b${index}`, () => 'x');
      const text = 'a '.repeat(wordCount);
      const lookUps = vi.spyOn(Map.prototype, 'get');
      new TextRewriter(trie).rewrite(text);
      const count = lookUps.mock.calls.length;
      lookUps.mockRestore();
      return count;
    };
    expect(steps(2, 1000)).toBeGreaterThan(1000);
    expect(steps(2000, 1000)).toBe(steps(2, 1000));
    expect(steps(2000, 2000)).toBeLessThanOrEqual(2 * steps(2000, 1000) + 10);
  });
});
