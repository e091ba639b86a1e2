import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfigText } from '../../../../src/config/config-file.ts';
import { lookAtModel } from '../../../../src/engine/transcription/wanted-model.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'overlingo-pipe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('what is no file is not opened, since that may take for ever', () => {
  const pipe = path.join(folder, 'pipe');

  it('as a model', async () => {
    execFileSync('mkfifo', [pipe]);
    for (const place of [pipe, '/dev/zero']) {
      await expect(lookAtModel(place, folder)).rejects.toMatchObject({
        code: 'model-unsupported',
        message: `${place} is a pipe, a device or a socket, not a model.`,
      });
    }
  });

  it('as a configuration', async () => {
    await expect(readConfigText(pipe)).rejects.toThrow('is a pipe, a disk or a socket');
    await expect(readConfigText('/dev/zero')).rejects.toThrow('is a device');
    expect(await readConfigText('/dev/null')).toBe('');
  });
});
