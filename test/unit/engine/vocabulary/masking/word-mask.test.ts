import { describe, expect, it } from 'vitest';
import { WordMask, type MaskSettings } from '../../../../../src/engine/vocabulary/masking/word-mask.ts';

function mask(text: string, language = 'en', settings: Partial<MaskSettings> = {}): string {
  const all = { style: 'stars', maskWords: [], allowWords: [], ...settings } as const;
  return new WordMask(all).rewriter(language).rewrite(text).text;
}

describe('WordMask', () => {
  it.each([
    ['en', 'Scunthorpe, Sussex, class, assassin, cocktail, Dickens', undefined],
    ['en', 'SHIT, shit-show: this ass.', 'S***, s***-show: this a**.'],
    ['en', 'son of a bitch', 'son of a b****'],
    ['fr', "l'enculé", "l'e*****"],
    ['fr-CA', 'merde, tabarnak', 'm****, t*******'],
    ['fr', 'tabarnak', undefined],
    ['pt-BR', 'que merda', 'que m****'],
    ['es', 'el cono, feliz año', undefined],
    ['es', 'coño', 'c***'],
    ['tr', 'sık sık', undefined],
    ['nb', 'faen', 'f***'],
    ['zh-Hans', '你这个傻逼吗', '你这个傻*吗'],
    ['zh', '可能性和牛奶在13点', undefined],
    ['he', 'shit', undefined],
  ])('masks whole words of the list of %s: %s', (language, text, expected) => {
    expect(mask(text, language)).toBe(expected ?? text);
  });

  it.each([
    ['stars', 'oh s*** yes'],
    ['beep', 'oh […] yes'],
    ['remove', 'oh yes'],
  ] as const)('writes %s', (style, expected) => {
    expect(mask('oh shit yes', 'en', { style })).toBe(expected);
  });

  it('masks words of the user in every language, with a star at least', () => {
    const settings = { maskWords: ['Baker Street', 'x', 'f u', '🖕', '東京'] };
    expect(mask('baker street, X, f u 🖕 東京都', 'xx', settings)).toBe('b**** s*****, *, * * * 東*都');
  });

  it('does not mask allowed words and phrases', () => {
    expect(mask('shit, bad ass, ass', 'en', { allowWords: ['Shit', 'bad ass'], maskWords: ['shit'] })).toBe(
      'shit, bad ass, a**',
    );
  });

  it('refuses a word that nobody can say', () => {
    expect(() => mask('', 'en', { maskWords: ['…'] })).toThrow(/"…" cannot be masked or allowed/u);
  });
});
