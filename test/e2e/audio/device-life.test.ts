import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { missingLibrary } from '../../../src/engine/audio/devices/native/missing-library.ts';
import { signalProcess, VirtualAudio, virtualAudioMissing } from '../../support/virtual-audio.ts';
import { DEVICES } from '../../support/virtual-audio-config.ts';
import { captureProcess, childEntry, listen, TONE_NAMES, type CaptureRun } from '../../support/audio/capture-run.ts';
import { subscriber } from './changes-run.ts';
import { addTone, removeTone } from './tone-device.ts';

const missing = virtualAudioMissing();

/** What may be lost in all where something goes wrong once, in milliseconds of media time, on a busy machine too. */
const MOST_LOST_MS = 10_000;

for (const backend of ['pulse', 'naudiodon', 'decibri'] as const) {
  const reason = missing ?? (backend === 'pulse' ? undefined : missingLibrary(backend)?.hint);
  describe.skipIf(reason !== undefined)(`a device through ${backend}${reason ? ` (${reason})` : ''}`, () => {
    let audio: VirtualAudio;
    beforeAll(async () => {
      audio = await VirtualAudio.start();
    });
    afterAll(() => audio[Symbol.asyncDispose]());

    const survives = async (fault: (run: CaptureRun) => Promise<void>): Promise<CaptureRun> => {
      await using run = listen(audio, { kind: 'input', name: TONE_NAMES[backend] }, backend);
      await run.hearing();
      const startMs = performance.now();
      const startMediaMs = run.mediaMs;
      await fault(run);
      await run.told('device-recovered');
      await run.hearing();
      expect(run.silentMs).toBeLessThan(MOST_LOST_MS);
      expect(run.codes).toEqual(['capture-started', 'device-lost', 'device-recovered']);
      expect(run.notices.map(({ level }) => level)).toEqual(['info', 'error', 'info']);
      // Media time keeps up with the wall clock over the gap.
      expect(Math.abs(run.mediaMs - startMediaMs - (performance.now() - startMs))).toBeLessThan(500);
      expect(run.stampsMs).toEqual(run.stampsMs.toSorted((a, b) => a - b));
      return run;
    };

    it.each(['SIGKILL', 'SIGSTOP'] as const)('goes on after its process got %s', async (signal) => {
      const run = await survives(() => {
        signalProcess(captureProcess(audio, backend), signal);
        return Promise.resolve();
      });
      expect(run.notices[1]?.message).toContain(TONE_NAMES[backend]);
    });

    it('goes on after the sound server was killed and started again', async () => {
      const run = await survives(async () => {
        await audio.killServer();
        await audio.startServer();
      });
      expect(run.silentMs).toBeGreaterThan(0);
    });

    it('waits for its device that was removed, though the server moves the stream to another one', async () => {
      await survives(async (captured) => {
        await removeTone(audio);
        try {
          await vi.waitFor(() => expect(captured.codes).toContain('device-lost'), { timeout: 3000 });
        } finally {
          await addTone(audio);
        }
      });
    });

    it('follows the default device to another one', async () => {
      await audio.pactl('set-default-source', DEVICES.mic.name);
      await using run = listen(audio, { kind: 'input' }, backend);
      await vi.waitFor(() => expect(run.mediaMs).toBeGreaterThan(200), { timeout: 5000 });
      await subscriber(audio);
      const { name } = DEVICES.tone;
      const startMediaMs = run.mediaMs;
      await audio.pactl('set-default-source', name);
      await run.hearing();
      expect(run.mediaMs - startMediaMs).toBeLessThan(3000);
      expect(run.codes).not.toContain('device-lost');
      await audio.pactl('set-default-source', DEVICES.mic.name);
    });

    it('leaves no process behind when the engine is killed', async () => {
      const parent = path.join(import.meta.dirname, '../../support/virtual-audio-parent.ts');
      const args = ['--import', 'tsx', parent, childEntry, backend, TONE_NAMES[backend]];
      const engine = spawn(process.execPath, args, { env: audio.env, stdio: ['ignore', 'pipe', 'inherit'] });
      try {
        await once(engine.stdout, 'data');
        expect(audio.clients().length).toBeGreaterThan(1);
      } finally {
        engine.kill('SIGKILL');
      }
      await vi.waitFor(() => expect(audio.clients()).toEqual([]), { timeout: 3000 });
    });

    it('leaves no process behind', async () => {
      await vi.waitFor(() => expect(audio.clients()).toEqual([]), { timeout: 3000 });
    });
  });
}
