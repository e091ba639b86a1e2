import { expect, it } from 'vitest';
import { whyOtherLanguage } from '../../../src/cli/drifted-captions.ts';

it('tells how many captions are in another language, without those that were heard anew', () => {
  expect(whyOtherLanguage({ finals: 9, 'language-drifts': 3, 'language-drifts-mended': 2 })).toBe(
    '1 caption has text in another language than the spoken one: name what is spoken with --language.',
  );
});

it('says nothing where all are in the spoken language', () => {
  expect(whyOtherLanguage({ finals: 9, 'language-drifts': 2, 'language-drifts-mended': 2 })).toBeUndefined();
});
