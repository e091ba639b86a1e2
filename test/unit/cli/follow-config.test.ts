import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { followConfig } from '../../../src/cli/follow-config.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { configSchema } from '../../../src/config/schema.ts';
import type { Config } from '../../../src/config/schema.ts';
import type { StatusNotice } from '../../../src/protocol/status.ts';
import { ManualClock } from '../../../src/testing/manual-clock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-follow-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('a changed file takes effect once it stays as it is, a wrong one is told, and both in one notice', async () => {
  const file = path.join(folder, 'overlingo.yaml');
  const clock = new ManualClock();
  const notices: StatusNotice[] = [];
  const configs: Config[] = [];
  const stop = new AbortController();
  const session = {
    notify: (notice: StatusNotice) => void notices.push(notice),
    configure: async (config: Config) => {
      configs.push(config);
      return Promise.resolve({ live: ['server.maxLag'], atNextStart: ['server.port'] });
    },
  };
  const reload = () => loadConfig(configSchema, { environment: {}, folder });
  const followed = followConfig({ file, reload, session, clock, signal: stop.signal });
  const seconds = async (count: number): Promise<void> => {
    for (let second = 0; second < count; second += 1) {
      await clock.advance(1000);
      // The file system answers in its own time.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await seconds(2);
  // As editors do: another file takes the place.
  await writeFile(`${file}.new`, 'server: {port: 1, maxLag: 9}\n');
  await rename(`${file}.new`, file);
  await expect.poll(async () => (await seconds(1), notices)).toHaveLength(1);
  expect(configs[0]?.server).toMatchObject({ port: 1, maxLag: 9 });
  expect(notices[0]).toMatchObject({
    level: 'info',
    code: 'config-changed',
    message: 'The configuration has changed: server.maxLag. Takes effect at the next start: server.port.',
  });
  await writeFile(file, 'server: {port: many}\n');
  await expect.poll(async () => (await seconds(1), notices)).toHaveLength(2);
  expect(notices[1]).toMatchObject({ level: 'warning', code: 'config-invalid' });
  expect(notices[1]?.message).toContain(`is not used: ${file}, line 1, column 10: server.port "many" is not a port`);
  expect(configs).toHaveLength(1);
  stop.abort();
  await followed;
});
