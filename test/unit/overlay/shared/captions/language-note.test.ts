import { describe, expect, it } from 'vitest';
import { languageNote } from '../../../../../src/overlay/shared/captions/language-note.ts';
import { statusSentence } from '../../../../../src/overlay/shared/status-sentence.ts';
import { languageProblem, parseOverlayOptions } from '../../../../../src/overlay/shared/url-options.ts';

const noteOf = (query: string, targets: readonly string[] | undefined): string | undefined =>
  languageNote(parseOverlayOptions(query), targets, languageProblem(query))?.text;

describe('the note on the language of a page', () => {
  it.each([
    ['?lang=it', ['en', 'fr'], 'Nothing is translated into Italian (it), only into English (en) and French (fr).'],
    ['?lang=de', [], 'Nothing is translated into German (de), nor into another language.'],
    [
      '?lang=zh-TW',
      ['fr', 'zh-Hans'],
      'Shown in Simplified Chinese (zh-Hans): nothing is translated into Chinese (Taiwan) (zh-TW).',
    ],
    ['?lang=jp', ['ja'], 'lang=jp is no language: write ja for Japanese.'],
    [
      '?lang=jp',
      ['fr'],
      'lang=jp is no language: write ja for Japanese. Nothing is translated into Japanese (ja), only into French (fr).',
    ],
    ['?lang=english', ['fr'], 'lang=english is not a language tag: write en.'],
    ['?lang=Spanish!', ['fr'], 'lang=Spanish! is not a language tag such as en, es or pt-BR.'],
  ])('of %s among %j is: %s', (query, targets, text) => {
    const note = noteOf(query, targets) ?? '';
    expect(note.replace('Chinese (Simplified)', 'Simplified Chinese').replace('Simplified Han', 'Simplified')).toBe(
      text,
    );
  });

  it.each([
    ['?lang=no', ['nb']],
    ['?lang=iw', ['he']],
    ['?lang=zh-TW', ['zh-Hans', 'zh-HK']],
    ['?lang=pt_PT', ['pt-BR']],
    ['?lang=it&layout=source', ['fr']],
    ['?lang=it', undefined],
    ['', ['fr']],
    ['', []],
  ])('is none for %s among %j', (query, targets) => {
    expect(noteOf(query, targets)).toBeUndefined();
  });

  it('stands in the place of "Connected"', () => {
    const note = languageNote(parseOverlayOptions('?lang=it'), ['fr']);
    expect(statusSentence('connected', undefined, note)).toEqual(note);
    expect(statusSentence('lost', undefined, note).text).toContain('Connection lost');
  });
});
