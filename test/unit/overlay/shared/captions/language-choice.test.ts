import { describe, expect, it } from 'vitest';
import {
  chooseLanguage,
  needsNoTranslation,
  shownTranslation,
} from '../../../../../src/overlay/shared/captions/language-choice.ts';

describe('chooseLanguage', () => {
  it.each([
    ['zh-TW', ['zh-Hans', 'zh-Hant'], 'zh-Hant'],
    ['zh-HK', ['zh', 'zh-TW'], 'zh-TW'],
    ['zh-TW', ['fr', 'zh'], 'zh'],
    ['no', ['fr', 'nb'], 'nb'],
    ['nb', ['no'], 'no'],
    ['he', ['nb', 'iw'], 'iw'],
    ['pt', ['fr', 'pt-BR'], 'pt-BR'],
    ['de', ['fr'], 'de'],
  ])('of %s among %j is %s', (wanted, targets, chosen) => {
    expect(chooseLanguage(wanted, targets)).toBe(chosen);
  });
});

describe('shownTranslation', () => {
  it('is the one in the language', () => {
    const targets = ['zh-Hans', 'zh-Hant'];
    expect(shownTranslation(['zh-Hans', 'zh-Hant'], { language: 'zh-Hant', targets })).toBe('zh-Hant');
  });

  it('does not show another target while its own is to come', () => {
    const targets = ['zh-Hans', 'zh-Hant'];
    expect(shownTranslation(['zh-Hans'], { language: 'zh-Hant', targets })).toBeUndefined();
    expect(shownTranslation(['en-US'], { language: 'en-GB', targets: ['en-US', 'en-GB'] })).toBeUndefined();
  });

  it('shows that of a source with targets of its own', () => {
    expect(shownTranslation(['de', 'fr-CA'], { language: 'fr', targets: ['fr'] })).toBe('fr-CA');
  });

  it('is none where none is wanted', () => {
    expect(shownTranslation(['fr'], { language: undefined })).toBeUndefined();
  });
});

describe('needsNoTranslation', () => {
  it.each([
    ['pt', 'pt-BR', ['pt-BR'], true],
    ['nb', 'no', ['no'], true],
    ['es', 'pt', ['pt'], false],
    // The engine translates it.
    ['zh', 'zh-Hant', ['zh-Hant'], false],
    // Nobody translates it, and it can be understood.
    ['zh', 'zh-TW', ['en'], true],
  ])('of %s for a page in %s beside the targets %j is %s', (spoken, language, targets, expected) => {
    expect(needsNoTranslation(spoken, { language, targets })).toBe(expected);
  });
});
