import { expect, it } from 'vitest';
import { unexpectedError } from '../../../src/cli/unexpected-error.ts';

it('tells the kind and the place of an unexpected error, never what it holds', () => {
  const error = Object.assign(new TypeError('cannot read "a secret sentence"\nof "a secret sentence"'), { key: 'abc' });
  const { code, message } = unexpectedError(error);
  expect(code).toBe('internal');
  expect(message).toMatch(/^Overlingo met an unexpected error: TypeError at \S+unexpected-error\.test\.ts:\d+:\d+\.$/u);
});

it.each([
  [Object.assign(new Error('no'), { code: 'ENOSPC', stack: '' }), 'Error ENOSPC'],
  [Object.assign(new Error('no'), { code: 'a secret sentence', stack: '' }), 'Error'],
  ['a secret sentence', 'string'],
])('tells what is known of %o', (error, kind) => {
  expect(unexpectedError(error).message).toBe(`Overlingo met an unexpected error: ${kind}.`);
});
