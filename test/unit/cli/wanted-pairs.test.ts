import { expect, it } from 'vitest';
import { wantedPairs } from '../../../src/cli/wanted-pairs.ts';

const available = ['en-es', 'es-en', 'en-fr', 'fr-en', 'en-zh-Hant', 'zh-Hant-en', 'hbs-en', 'en-hr', 'nb-en', 'no-en'];

it.each([
  [['es-en'], ['es-en']],
  [
    ['es', 'fr'],
    ['es-en', 'en-es', 'fr-en', 'en-fr'],
  ],
  [
    ['es-MX', 'en'],
    ['es-en', 'en-es'],
  ],
  [
    ['en-es', 'es'],
    ['en-es', 'es-en'],
  ],
  [['es-fr'], ['es-en', 'en-fr']],
  [['zh-TW'], ['zh-Hant-en', 'en-zh-Hant']],
  [['hr'], ['hbs-en', 'en-hr']],
  [['no'], ['nb-en']],
])('%j means the models %j', (words, pairs) => {
  expect(wantedPairs(words, available)).toEqual(pairs);
});

it.each([
  [['es-xx'], 'There is no translation model "es-xx".'],
  [['es', 'tlh'], 'There is no translation model "tlh".'],
  [['../x'], 'There is no translation model "../x".'],
  [['en'], 'English alone needs no translation model.'],
])('%j is refused', (words, message) => {
  expect(() => wantedPairs(words, available)).toThrow(message);
});
