import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { meterDevices } from '../../../src/engine/audio/devices/level-meter.ts';
import { listDevices } from '../../../src/engine/audio/devices/list-devices.ts';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import { openFiles, VirtualAudio, virtualAudioMissing } from '../../support/virtual-audio.ts';
import { DEVICES } from '../../support/virtual-audio-config.ts';
import { listen, virtualBackends } from '../../support/audio/capture-run.ts';
import { subscriber } from './changes-run.ts';

const missing = virtualAudioMissing();
const { tone, mic, speakers } = DEVICES;
/** A busy machine needs seconds for what else takes a moment. */
const WITHIN = { timeout: 10_000 };

describe.skipIf(missing !== undefined)(`devices of a sound server${missing ? ` (${missing})` : ''}`, () => {
  let audio: VirtualAudio;
  beforeAll(async () => {
    audio = await VirtualAudio.start();
  });
  afterAll(() => audio[Symbol.asyncDispose]());

  it('follows the default device to another one', async () => {
    await audio.pactl('set-default-source', mic.name);
    await using run = listen(audio, { kind: 'input' });
    await vi.waitFor(() => expect(run.mediaMs).toBeGreaterThan(200), WITHIN);
    await subscriber(audio);
    await audio.pactl('set-default-source', tone.name);
    await run.told('device-changed');
    await run.hearing();
    await audio.pactl('set-default-source', mic.name);
    await vi.waitFor(() => expect(run.codes.filter((code) => code === 'device-changed')).toHaveLength(2), WITHIN);
    expect(run.notices.at(-1)?.message).toBe(`Listening to ${mic.description} now.`);
  });

  it('takes the silence of what the PC plays for no fault, and hears it when something plays', async () => {
    await using run = listen(audio, { kind: 'loopback' });
    await vi.waitFor(() => expect(run.mediaMs).toBeGreaterThan(2000), WITHIN);
    expect(run.silentMs).toBe(run.mediaMs);
    expect(run.codes).toEqual(['capture-started']);
    const playing = audio.play(speakers.name, new Float32Array(32_000).fill(0.2));
    await run.hearing();
    await playing;
  });

  it('says at the start that there is no such device', async () => {
    await using run = listen(audio, { kind: 'input', name: 'No such microphone' });
    await expect(run.ended).rejects.toMatchObject({ code: 'device-missing' });
  });

  it('leaves no process and no open file behind in 20 quick cycles', async () => {
    await using warmUp = listen(audio, { kind: 'input', name: tone.name });
    await warmUp.hearing(1);
    await warmUp[Symbol.asyncDispose]();
    const before = openFiles();
    for (let cycle = 0; cycle < 20; cycle += 1) {
      await using run = listen(audio, { kind: 'input', name: tone.name });
      // Every third one ends while it opens.
      if (cycle % 3 !== 0) await run.hearing(1);
    }
    await vi.waitFor(() => expect(audio.clients()).toEqual([]), WITHIN);
    await vi.waitFor(() => expect(openFiles()).toBeLessThanOrEqual(before), WITHIN);
  });

  it('shows the level of every device that can be heard', async () => {
    const abort = new AbortController();
    const backends = virtualBackends(audio).filter(({ name }) => name === 'pulse');
    const [listing] = await listDevices(backends, abort.signal);
    const levels = new Map<string, number>();
    const tooLong = setTimeout(() => abort.abort(), WITHIN.timeout);
    try {
      for await (const readings of meterDevices({ backends, clock: systemClock }, listing!.devices, abort.signal)) {
        for (const { device, rms, peak } of readings) {
          expect(peak).toBeGreaterThanOrEqual(rms);
          levels.set(device.name, rms);
        }
        if ((levels.get(tone.description) ?? 0) > 0.1) abort.abort();
      }
    } finally {
      clearTimeout(tooLong);
    }
    expect(levels.get(tone.description)).toBeGreaterThan(0.1);
    expect([...levels.keys()]).toEqual(expect.arrayContaining([DEVICES.monitor.description, mic.description]));
    expect(levels.get(mic.description)).toBe(0);
    await vi.waitFor(() => expect(audio.clients()).toEqual([]), WITHIN);
  });

  it('tells why the backend does not work when no server answers', async () => {
    await audio.killServer();
    const [listing] = await listDevices(virtualBackends(audio).slice(0, 1), new AbortController().signal);
    expect(listing).toMatchObject({
      devices: [],
      availability: { available: false, reason: expect.stringContaining('Connection refused') as string },
    });
  });
});
