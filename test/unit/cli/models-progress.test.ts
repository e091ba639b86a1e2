import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { showProgress } from '../../../src/cli/models-progress.ts';
import type { CataloguePair } from '../../../src/engine/models/translation-catalogue.ts';

const wanted: CataloguePair = {
  pair: 'es-en',
  files: [{ role: 'model', path: 'es-en/model.bin', bytes: 31_500_000 }],
};

function output(isTTY: boolean): { readonly stdout: PassThrough & { isTTY: boolean }; readonly text: () => string } {
  const stdout = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  return { stdout, text: () => (stdout.read() as string | null) ?? '' };
}

it('draws one line again and again on a terminal, not more often than the eye sees, and leaves it clean', () => {
  const { stdout, text } = output(true);
  const { show, end } = showProgress(stdout, wanted);
  show({ pair: 'es-en', receivedBytes: 1_000_000, totalBytes: 31_500_000 });
  show({ pair: 'es-en', receivedBytes: 1_000_001, totalBytes: 31_500_000 });
  expect(text()).toBe('\r\u001b[2Kes-en: 1.0 of 31.5 MB');
  end();
  expect(text()).toBe('\r\u001b[2K');
});

it('tells a pipe once what is downloaded', () => {
  const { stdout, text } = output(false);
  const { show, end } = showProgress(stdout, wanted);
  show({ pair: 'es-en', receivedBytes: 1_000_000, totalBytes: undefined });
  end();
  expect(text()).toBe('es-en: 31.5 MB\n');
});
