import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { missingLibrary } from '../../../../src/engine/audio/devices/native/missing-library.ts';
import { NativeBackend } from '../../../../src/engine/audio/devices/native/native-backend.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { commandOf, descendants } from '../../../support/process-tree.ts';
import { childEntry } from './capture-run.ts';

/** A device of ALSA that needs no hardware. */
const silentDevice = (name: string): string => `pcm.${name} { type null hint { show on description "${name}" } }\n`;

for (const library of ['naudiodon', 'decibri'] as const) {
  const missing = process.platform === 'linux' ? missingLibrary(library)?.hint : 'runs on Linux only';
  const title = `${library} on a machine without a sound server`;
  describe.skipIf(missing !== undefined)(missing === undefined ? title : `${title} (${missing})`, () => {
    let folder: string;
    beforeAll(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-alsa-'))));
    afterAll(() => rm(folder, { recursive: true }));

    it('tells of a device that was plugged in, and of nothing else', async () => {
      const config = path.join(folder, 'asound.conf');
      await writeFile(config, `defaults.pcm.card 0\ndefaults.ctl.card 0\n${silentDevice('first')}`);
      const env = { ...process.env, ALSA_CONFIG_PATH: config, PULSE_SERVER: `unix:${folder}/none` };
      const backend = new NativeBackend({ library, entry: childEntry, env, clock: systemClock });
      const abort = new AbortController();
      const names = async (): Promise<string[]> => (await backend.devices(abort.signal)).map(({ name }) => name);
      expect(await names()).not.toContain('second');

      let changes = 0;
      const watching = (async () => {
        for await (const change of backend.changes(abort.signal)) changes += change === undefined ? 1 : 0;
      })();
      const watcher = await vi.waitFor(() => {
        const [pid] = descendants(process.pid).filter((child) => commandOf(child).includes('audio-child'));
        if (pid === undefined) throw new Error('Nobody watches.');
        return pid;
      });
      await systemClock.sleep(2500, abort.signal);
      expect(changes).toBe(0);
      await appendFile(config, silentDevice('second'));
      await vi.waitFor(() => expect(changes).toBe(1), { timeout: 5000 });
      expect(await names()).toContain('second');
      abort.abort();
      await watching;
      expect(commandOf(watcher)).toBe('');
    });
  });
}
