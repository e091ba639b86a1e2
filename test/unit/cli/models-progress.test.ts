import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { showProgress } from '../../../src/cli/models-progress.ts';
import type { InstallProgress } from '../../../src/engine/models/install-model.ts';
import type { ModelEntry } from '../../../src/engine/models/model-entry.ts';

const wanted: ModelEntry = {
  id: 'es-en',
  kind: 'translation',
  files: [{ url: 'http://127.0.0.1/es-en/model.bin', name: 'model.bin', bytes: 31_500_000 }],
};

function output(isTTY: boolean): { readonly stdout: PassThrough & { isTTY: boolean }; readonly text: () => string } {
  const stdout = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  return { stdout, text: () => (stdout.read() as string | null) ?? '' };
}

const at = (receivedBytes: number, step: InstallProgress['step'] = 'download'): InstallProgress => ({
  id: 'es-en',
  step,
  receivedBytes,
  totalBytes: 31_500_000,
});

it('draws one line again and again on a terminal, not more often than the eye sees, and leaves it clean', () => {
  const { stdout, text } = output(true);
  const { show, end } = showProgress(stdout, wanted, () => 0);
  show(at(1_000_000));
  show(at(1_000_001));
  expect(text()).toBe('\r\u001b[2Kes-en: 1.0 of 31.5 MB');
  end();
  expect(text()).toBe('\r\u001b[2K');
});

it('tells a pipe once what is downloaded', () => {
  const { stdout, text } = output(false);
  const { show, end } = showProgress(stdout, wanted);
  show(at(1_000_000));
  end();
  expect(text()).toBe('es-en: 31.5 MB\n');
});

it('tells the speed of the last seconds and the time that is left, without what was there before', () => {
  let nowMs = 0;
  const { stdout, text } = output(true);
  const { show } = showProgress(stdout, wanted, () => nowMs);
  const lineAt = (ms: number, receivedBytes: number): string => {
    nowMs = ms;
    show(at(receivedBytes));
    return text().replace('\r\u001b[2K', '');
  };
  expect(lineAt(0, 11_500_000)).toBe('es-en: 11.5 of 31.5 MB');
  expect(lineAt(1000, 13_500_000)).toBe('es-en: 13.5 of 31.5 MB, 2.0 MB/s, 9 s left');
  for (let second = 2; second <= 9; second += 1) lineAt(second * 1000, 13_500_000 + second * 10_000);
  expect(lineAt(10_000, 13_600_000)).toBe('es-en: 13.6 of 31.5 MB, 0.0 MB/s, 30 min left');
});

it('begins anew to measure where a download begins anew, and tells when it unpacks', () => {
  let nowMs = 0;
  const { stdout, text } = output(true);
  const { show } = showProgress(stdout, wanted, () => nowMs);
  show(at(20_000_000));
  nowMs = 2000;
  show(at(1_000_000));
  expect(text()).toBe('\r\u001b[2Kes-en: 20.0 of 31.5 MB\r\u001b[2Kes-en: 1.0 of 31.5 MB');
  nowMs = 4000;
  show(at(2_000_000, 'unpack'));
  nowMs = 6000;
  show(at(6_000_000, 'unpack'));
  expect(text()).toContain('es-en, unpacking: 6.0 of 31.5 MB, 13 s left');
});
