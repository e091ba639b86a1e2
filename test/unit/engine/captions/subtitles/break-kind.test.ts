import { describe, expect, it } from 'vitest';
import { breakKind } from '../../../../../src/engine/captions/subtitles/break-kind.ts';

const spaced = (piece: string, next: string, language = 'en'): string =>
  breakKind({ piece, next, space: ' ', language });

describe('breakKind', () => {
  it.each([
    ['done.', 'Then', 'en', 'sentence'],
    ['done,', 'then', 'en', 'clause'],
    ['door', '–', 'en', 'bound'],
    ['–', 'then', 'en', 'clause'],
    ['door', 'and', 'en', 'phrase'],
    ['door', 'opens', 'en', 'word'],
    ['the', 'door', 'en', 'bound'],
    ['and', 'then', 'en', 'bound'],
    ['10', '000', 'en', 'bound'],
    ['10', 'km', 'en', 'bound'],
    ['Dr.', 'Smith', 'en', 'bound'],
    ['J.', 'Smith', 'en', 'bound'],
    ['New', 'York', 'en', 'bound'],
    ['Haus', 'und', 'de', 'phrase'],
    ['Gutes', 'Haus', 'de', 'word'],
    ['el', 'perro', 'es', 'bound'],
    ['perro', 'que', 'es', 'phrase'],
    ['chat', 'dans', 'fr', 'phrase'],
    ['слово', 'другое', 'ru', 'word'],
  ])('behind "%s" and before "%s" (%s) is %s', (piece, next, language, kind) => {
    expect(spaced(piece, next, language)).toBe(kind);
  });

  it('is inside of a word where nothing stands between, but not in scripts without spaces', () => {
    expect(breakKind({ piece: 'a', next: 'b', space: '', language: 'en' })).toBe('inside');
    expect(breakKind({ piece: '東京', next: 'の', space: '', language: 'ja' })).toBe('bound');
    expect(breakKind({ piece: 'の', next: '公園', space: '', language: 'ja' })).toBe('phrase');
    expect(breakKind({ piece: '。', next: '公園', space: '', language: 'ja' })).toBe('sentence');
  });
});
