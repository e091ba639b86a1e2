import { expect, it } from 'vitest';
import { EngineError, fileShortage, toEngineError } from '../../../src/engine/errors.ts';

it('tells the kind and the place of an unexpected error, never what it holds', () => {
  const error = Object.assign(new TypeError('cannot read "a secret sentence"\nof "a secret sentence"'), { key: 'abc' });
  const { code, message } = toEngineError(error);
  expect(code).toBe('internal');
  expect(message).toMatch(/^Overlingo met an unexpected error: TypeError at \S+errors\.test\.ts:\d+:\d+\.$/u);
});

it.each([
  [Object.assign(new Error('no'), { code: 'ENOSPC', stack: '' }), 'Error ENOSPC'],
  [Object.assign(new Error('no'), { code: 'a secret sentence', stack: '' }), 'Error'],
  ['a secret sentence', 'string'],
])('tells what is known of %o', (error, kind) => {
  expect(toEngineError(error).message).toBe(`Overlingo met an unexpected error: ${kind}.`);
});

it('tells the file of an error and its folder, and nothing of the folders above', () => {
  const stack = 'Error: no\n    at run (file:///home/somebody/overlingo/dist/cli.js:12:34)';
  expect(toEngineError(Object.assign(new Error('no'), { stack })).message).toMatch(
    /: Error at dist\/cli\.js:12:34\.$/u,
  );
});

it('takes no line of a message for a place', () => {
  const error = new Error('it heard\n    at secret/sentence:1:2');
  expect(toEngineError(error).message).not.toContain('secret');
});

it('gives the same error on the other side of a wire, without its cause', () => {
  const detail = { hint: 'Wait.', stage: 'translation', retryable: true, retryAfterMs: 500 } as const;
  const error = new EngineError('translator-failed', 'It broke.', { ...detail, cause: new Error('a secret sentence') });
  expect(EngineError.from(error.toJSON())).toMatchObject({
    code: 'translator-failed',
    message: 'It broke.',
    ...detail,
  });
  expect(JSON.stringify(error)).not.toContain('secret');
});

it.each([
  Object.assign(new Error('no'), { code: 'EMFILE' }),
  Object.assign(new Error('no'), { code: 'ENFILE' }),
  "Error: EMFILE: too many open files, open '/model.onnx'",
  'what(): cannot open: Too many open files',
])('tells that no more files can be opened, of %s', (said) => {
  expect(fileShortage(said, { who: 'The recogniser' })).toMatchObject({
    code: 'files-exhausted',
    message: 'The recogniser cannot open a file, since as many as the system allows are open.',
    retryable: true,
  });
  if (said instanceof Error) expect(toEngineError(said).code).toBe('files-exhausted');
});

it('takes no other words for a want of files', () => {
  expect(fileShortage(new Error('too many open files'))).toBeUndefined();
  expect(fileShortage('Error: EACCES')).toBeUndefined();
  expect(toEngineError(Object.assign(new Error('no'), { code: 'EMFILE' }), { code: 'translator-failed' }).code).toBe(
    'translator-failed',
  );
});
