import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AudioBackend } from '../../../src/engine/audio/devices/audio-backend.ts';
import { signalProcess, VirtualAudio, virtualAudioMissing } from '../../support/virtual-audio.ts';
import { DEVICES } from '../../support/virtual-audio-config.ts';
import { virtualBackends } from '../../support/audio/capture-run.ts';
import { ChangesRun, subscriber } from './changes-run.ts';

const missing = virtualAudioMissing();
const { tone, mic, speakers } = DEVICES;
const WITHIN = { timeout: 10_000, interval: 20 };

describe.skipIf(missing !== undefined)(`changes that a sound server tells of${missing ? ` (${missing})` : ''}`, () => {
  let audio: VirtualAudio;
  let pulse: AudioBackend;
  beforeAll(async () => {
    audio = await VirtualAudio.start();
    pulse = virtualBackends(audio).find(({ name }) => name === 'pulse')!;
  });
  afterAll(() => audio[Symbol.asyncDispose]());

  /** Makes another device the default until `isTold`; there may be no subscription yet. */
  const changeDefault = (isTold: () => boolean): Promise<void> =>
    vi.waitFor(async () => {
      await audio.pactl('set-default-source', tone.name);
      await audio.pactl('set-default-source', mic.name);
      expect(isTold()).toBe(true);
    }, WITHIN);

  const nobodyIsLeft = (): Promise<void> => vi.waitFor(() => expect(audio.clients()).toEqual([]), WITHIN);

  it('are of devices, not of every sound that a program plays', async () => {
    await using run = new ChangesRun(pulse);
    // Not until a change is told: the events of others would still be on their way, and count as those of a sound.
    await subscriber(audio);
    for (let sound = 0; sound < 3; sound += 1) await audio.play(speakers.name, new Float32Array(1600).fill(0.2));
    // What the last sound had to tell may still be on its way; what the others had is here.
    expect(run.count).toBe(0);
    await changeDefault(() => run.count > 0);
  });

  it('leave no process behind when they are aborted, also where nobody reads them any more', async () => {
    const abort = new AbortController();
    const changes = pulse.changes(abort.signal)[Symbol.asyncIterator]();
    try {
      let told = false;
      void changes.next().then(() => (told = true));
      await changeDefault(() => told);
      abort.abort();
      await nobodyIsLeft();
    } finally {
      abort.abort();
      await changes.return?.();
    }
  });

  it('leave no process behind where their shell is killed, and go on', async () => {
    await using run = new ChangesRun(pulse);
    const before = await subscriber(audio);
    // The shell, and the part of it that would end the subscription.
    for (const pid of audio.clients('sh\0-c')) signalProcess(pid, 'SIGKILL');
    await vi.waitFor(() => expect(audio.clients()).not.toContain(before), WITHIN);
    await vi.waitFor(() => expect(run.count).toBeGreaterThan(0), WITHIN);
    await subscriber(audio);
    await run[Symbol.asyncDispose]();
    await nobodyIsLeft();
  });
});
