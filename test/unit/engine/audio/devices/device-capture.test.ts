import { expect, describe, it } from 'vitest';
import {
  createDeviceCapture,
  type DeviceCaptureOptions,
} from '../../../../../src/engine/audio/devices/device-capture.ts';
import { ManualClock, settle } from '../../../../../src/testing/manual-clock.ts';
import type { StatusNotice } from '../../../../../src/protocol/status.ts';
import { CaptureRun } from '../../../../support/audio/capture-run.ts';
import { device, ScriptedBackend } from '../../../../support/audio/scripted-backend.ts';

/** A tenth of a second. */
const loud = new Float32Array(1600).fill(0.1);

function setUp(options: Partial<DeviceCaptureOptions> = {}) {
  const backend = new ScriptedBackend();
  backend.list = [device({ name: 'Desk', isDefault: true }), device({ name: 'Stage' })];
  const clock = new ManualClock();
  const notices: StatusNotice[] = [];
  const source = createDeviceCapture({
    backends: [backend],
    wanted: { kind: 'input' },
    clock,
    onNotice: (notice) => notices.push(notice),
    ...options,
  });
  const run = new CaptureRun(source, notices);
  const hear = async (samples = loud): Promise<void> => {
    await clock.advance(100);
    backend.hear(samples, clock.nowMs());
    await settle();
  };
  return { backend, clock, run, hear, source };
}

describe('createDeviceCapture', () => {
  it('gives frames stamped with the time of capture', async () => {
    const { run, hear, source } = setUp();
    await using _run = run;
    await settle();
    for (let chunk = 0; chunk < 3; chunk += 1) await hear();
    expect(source).toMatchObject({ name: 'microphone', live: true });
    expect(run.stampsMs).toEqual([32, 64, 96, 128, 160, 192, 224, 256, 288]);
  });

  it('fills a gap with silence, tells it once, and tells how long it was', async () => {
    const { run, hear, backend, clock } = setUp();
    await using _run = run;
    await settle();
    await hear();
    backend.list = [];
    backend.lose('Desk');
    await clock.advance(2000);
    expect(run.mediaMs).toBeGreaterThan(2000);
    expect(run.codes).toEqual(['capture-started', 'device-lost']);
    backend.list = [device({ name: 'Desk', isDefault: true })];
    backend.tellChange();
    await settle();
    await hear();
    expect(run.codes).toEqual(['capture-started', 'device-lost', 'device-recovered']);
    expect(run.notices.at(-1)?.message).toBe('Sound comes from Desk again; 2.0 s were not heard.');
    expect(Math.abs(run.mediaMs - clock.nowMs())).toBeLessThan(100);
  });

  it('tries again after 0.25 s, and then less and less often, up to every 7.5 s', async () => {
    const { run, hear, backend, clock } = setUp();
    await using _run = run;
    await settle();
    await hear();
    backend.lose('Desk');
    const attemptsUntil = async (ms: number): Promise<number> => {
      await clock.advance(ms);
      backend.lose('Desk');
      await settle();
      return backend.attempts;
    };
    expect(await attemptsUntil(0)).toBe(2);
    expect(await attemptsUntil(200)).toBe(2);
    expect(await attemptsUntil(200)).toBe(3);
    for (let step = 0; step < 100; step += 1) await attemptsUntil(500);
    expect(backend.attempts).toBeGreaterThan(9);
    expect(backend.attempts).toBeLessThan(20);
  });

  it('goes over to the new default device without calling it a loss', async () => {
    const { run, hear, backend } = setUp();
    await using _run = run;
    await settle();
    await hear();
    backend.list = [device({ name: 'Desk' }), device({ name: 'Stage', isDefault: true })];
    backend.tellChange();
    await settle();
    await hear();
    await hear();
    expect(run.codes).toEqual(['capture-started', 'device-changed']);
    expect(run.silentMs).toBeLessThan(100);
  });

  it('notices that its device is back so soon that only its stream went elsewhere', async () => {
    const { run, hear, backend } = setUp({ wanted: { kind: 'input', name: 'Stage' } });
    await using _run = run;
    await settle();
    await hear();
    backend.moved = true;
    backend.tellChange();
    await settle();
    backend.moved = false;
    await hear();
    expect(backend.attempts).toBe(2);
    expect(run.codes).toEqual(['capture-started', 'device-lost', 'device-recovered']);
  });

  it('prefers the device that it had to others that fit the same name', async () => {
    const { run, hear, backend } = setUp({ wanted: { kind: 'input', name: 'stage' } });
    await using _run = run;
    await settle();
    await hear();
    backend.list = [device({ name: 'Stage left' }), device({ name: 'Stage' }), device({ name: 'stage' })];
    backend.tellChange();
    await settle();
    await hear();
    expect(backend.attempts).toBe(1);
    expect(run.codes).toEqual(['capture-started']);
  });

  it('refuses a channel that the device does not have', async () => {
    const { run, hear } = setUp({ channel: 2 });
    await using _run = run;
    await settle();
    await hear();
    await expect(run.ended).rejects.toMatchObject({ code: 'usage' });
  });

  it('tells of a microphone that gives no sound for 30 s', async () => {
    const { run, hear } = setUp();
    await using _run = run;
    await settle();
    for (let chunk = 0; chunk < 299; chunk += 1) await hear(new Float32Array(1600));
    expect(run.codes).toEqual(['capture-started']);
    for (let chunk = 0; chunk < 500; chunk += 1) await hear(new Float32Array(1600));
    expect(run.codes).toEqual(['capture-started', 'no-sound']);
  });
});
