import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { missingLibrary } from '../../../src/engine/audio/devices/native/missing-library.ts';
import { NativeBackend } from '../../../src/engine/audio/devices/native/native-backend.ts';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import { commandOf, descendants } from '../../support/process-tree.ts';
import { childEntry } from '../../support/audio/capture-run.ts';
import { ChangesRun } from './changes-run.ts';

/** A device of ALSA that needs no hardware. */
const silentDevice = (name: string): string => `pcm.${name} { type null hint { show on description "${name}" } }\n`;

const WITHIN = { timeout: 10_000, interval: 20 };

for (const library of ['naudiodon', 'decibri'] as const) {
  const missing = process.platform === 'linux' ? missingLibrary(library)?.hint : 'runs on Linux only';
  const title = `${library} on a machine without a sound server`;
  describe.skipIf(missing !== undefined)(missing === undefined ? title : `${title} (${missing})`, () => {
    let folder: string;
    beforeAll(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-alsa-'))));
    afterAll(() => rm(folder, { recursive: true }));

    /** Writes a configuration with one device. Returns how a program sees it, and how one more device is plugged in. */
    const machine = async () => {
      const config = path.join(folder, 'asound.conf');
      await writeFile(config, `defaults.pcm.card 0\ndefaults.ctl.card 0\n${silentDevice('first')}`);
      const env = { ...process.env, ALSA_CONFIG_PATH: config, PULSE_SERVER: `unix:${folder}/none` };
      const backend = new NativeBackend({ library, entry: childEntry, env, clock: systemClock });
      return { backend, plugIn: () => appendFile(config, silentDevice('second')) };
    };
    const watcher = (): Promise<number> =>
      vi.waitFor(() => {
        const [pid] = descendants(process.pid).filter((child) => commandOf(child).includes('audio-child'));
        if (pid === undefined) throw new Error('Nobody watches.');
        return pid;
      }, WITHIN);
    /** Until the watcher has listed the devices twice. */
    const someTime = (): Promise<void> => systemClock.sleep(2500, new AbortController().signal);

    it('tells of a device that was plugged in, and of nothing else', async () => {
      const { backend, plugIn } = await machine();
      const names = async (): Promise<string[]> =>
        (await backend.devices(new AbortController().signal)).map(({ name }) => name);
      expect(await names()).not.toContain('second');

      await using run = new ChangesRun(backend);
      const pid = await watcher();
      await someTime();
      expect(run.count).toBe(0);
      await plugIn();
      await vi.waitFor(() => expect(run.count).toBe(1), WITHIN);
      expect(await names()).toContain('second');
      await run[Symbol.asyncDispose]();
      expect(commandOf(pid)).toBe('');
    });

    it('leaves no process behind when it is aborted, also where nobody reads the changes any more', async () => {
      const { backend, plugIn } = await machine();
      const abort = new AbortController();
      const changes = backend.changes(abort.signal)[Symbol.asyncIterator]();
      try {
        let isTold = false;
        void changes.next().then(() => (isTold = true));
        const pid = await watcher();
        await someTime();
        await plugIn();
        await vi.waitFor(() => expect(isTold).toBe(true), WITHIN);
        expect(commandOf(pid)).not.toBe('');
        abort.abort();
        await vi.waitFor(() => expect(commandOf(pid)).toBe(''), WITHIN);
      } finally {
        abort.abort();
        await changes.return();
      }
    });
  });
}
