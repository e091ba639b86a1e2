import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinTokens, tokenize } from '../../../../../src/engine/transcription/text/tokens.ts';

const surfaces = (text: string, language: string): string[] => tokenize(text, language).map(({ surface }) => surface);
const keys = (text: string, language: string): string[] => tokenize(text, language).map(({ key }) => key);

describe('tokenize', () => {
  it('compares words without case, punctuation and composition', () => {
    expect(keys('¿Ves el BARCO negro?', 'es')).toEqual(['ves', 'el', 'barco', 'negro']);
    expect(keys('café', 'fr')).toEqual(keys('cafe\u0301', 'fr'));
  });

  it('lets marks that stand alone cling to the word before, at the beginning to the word after', () => {
    expect(surfaces('Tu vois le bateau noir ?', 'fr')).toEqual(['Tu', 'vois', 'le', 'bateau', 'noir ?']);
    expect(surfaces('- Hola', 'es')).toEqual(['- Hola']);
  });

  it('takes grapheme clusters where words are not separated, and keeps Latin words whole', () => {
    expect(surfaces('今日はGPUを買う。', 'ja')).toEqual(['今', '日', 'は', 'GPU', 'を', '買', 'う。']);
    expect(surfaces('ไทย', 'th').join('')).toBe('ไทย');
  });

  it('lets what opens cling to the word that it opens', () => {
    expect(surfaces('これは¥500と第1位', 'ja')).toEqual(['こ', 'れ', 'は', '¥500', 'と', '第', '1', '位']);
    expect(surfaces('今「はい」と#1', 'ja')).toEqual(['今', '「は', 'い」', 'と', '#1']);
    expect(surfaces('500€です', 'ja')).toEqual(['500€', 'で', 'す']);
    expect(surfaces('It was 5 (five).', 'en')).toEqual(['It', 'was', '5', '(five).']);
  });

  it.each(['en', 'ja'])('loses nothing of a text (%s)', (language) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(joinTokens(tokenize(text, language))).toBe(text.trim());
      }),
    );
  });
});
