import { expect, it } from 'vitest';
import { withPlainTerms } from '../../../../../src/engine/translation/local/plain-terms.ts';

const key = { source: 'Golden Key', target: 'Llave de Oro' };

it.each([
  ['I found the Golden Key.', 'I found the golden key.'],
  ['Golden Key found! Golden Key lost.', 'Golden key found! Golden key lost.'],
  ['The Golden Keys are here.', 'The Golden Keys are here.'],
  ['No term at all.', 'No term at all.'],
])('writes terms with a translation as common words: %s', (text, plain) => {
  expect(withPlainTerms(text, [key], 'en')).toBe(plain);
});

it('leaves names, abbreviations and German nouns as they are', () => {
  expect(withPlainTerms('Hello Ana.', [{ source: 'Ana', target: 'Ana' }], 'en')).toBe('Hello Ana.');
  expect(withPlainTerms('A GG for you.', [{ source: 'GG', target: 'BP' }], 'en')).toBe('A GG for you.');
  expect(withPlainTerms('Der Goldene Schlüssel.', [{ source: 'Goldene Schlüssel', target: 'key' }], 'de')).toBe(
    'Der Goldene Schlüssel.',
  );
});
