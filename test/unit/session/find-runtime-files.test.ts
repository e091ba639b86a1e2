import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findRuntimeFiles } from '../../../src/session/find-runtime-files.ts';

const root = path.join(import.meta.dirname, '../../..');

it.each(['dist', 'dist/chunks', 'src/session', '.'])('finds the files of the package from its folder %s', (folder) => {
  const files = findRuntimeFiles(path.join(root, folder));
  expect(files.recognizerHost).toBe(path.join(root, 'dist/recognizer-host.js'));
  expect(files.pages).toBe(path.join(root, 'dist/pages'));
  expect(files.assets).toBe(path.join(root, 'assets'));
});

it('passes over packages that are not its own', () => {
  const files = findRuntimeFiles(path.join(root, 'node_modules/zod'));
  expect(files.assets).toBe(path.join(root, 'assets'));
});

it('says what to do where its code was taken out of its package', () => {
  expect(() => findRuntimeFiles(os.tmpdir())).toThrow(
    expect.objectContaining({ code: 'internal', hint: expect.stringMatching(/out of the bundle/u) as string }) as Error,
  );
});
