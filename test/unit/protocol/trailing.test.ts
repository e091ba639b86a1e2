import { expect, it } from 'vitest';
import { trailing, withoutTrailing } from '../../../src/protocol/trailing.ts';

it.each([
  ['Hola. ¿Qué?!', /[!?]/u, '?!'],
  ['Hola', /[!?]/u, ''],
  ['!!', /[!?]/u, '!!'],
  ['', /./u, ''],
  ['a🎵🎶', /[🎵🎶]/u, '🎵🎶'],
  ['a\udd1e', /!/u, ''],
])('finds at the end of %o by %s: %o', (text, character, end) => {
  expect(trailing(text, character)).toBe(end);
  expect(withoutTrailing(text, character) + end).toBe(text);
});
