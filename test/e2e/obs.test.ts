import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/engine/log.ts';
import { ObsService } from '../../src/engine/obs/obs-service.ts';
import type { ObsState } from '../../src/engine/obs/obs-state.ts';
import { obsSettings } from '../../src/engine/obs/settings.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import type { StatusNotice } from '../../src/protocol/status.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { freePort } from '../support/obs/free-port.ts';
import { obsMissing, RealObs } from '../support/obs/real-obs.ts';
import { jsonLines, startCli, type CliResult } from '../support/run-cli.ts';

const missing = obsMissing();

if (missing !== undefined) console.warn(`The tests with a real OBS are skipped: ${missing}`);

const WAIT_MS = 30_000;

/** Runs `overlingo obs …` beside an OBS. */
async function overlingo(obs: RealObs, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliResult> {
  const password = { OVERLINGO_OBS_PASSWORD: obs.password };
  const { child, ended } = startCli(['obs', ...args, '--obs-port', String(obs.port)], {
    ...process.env,
    NO_COLOR: '1',
    ...password,
    ...env,
  });
  child.stdin.end();
  return ended;
}

/** The overlay sources by their names, with the steps that a set-up took. */
async function setUp(obs: RealObs, args: readonly string[] = []): Promise<Record<string, readonly string[]>> {
  const { stdout, stderr } = await overlingo(obs, ['setup', '--json', ...args]);
  const [result] = jsonLines(stdout) as unknown as { sources: { name: string; steps: { type: string }[] }[] }[];
  if (!result) throw new Error(stderr);
  return Object.fromEntries(result.sources.map(({ name, steps }) => [name, steps.map(({ type }) => type)]));
}

const browserSources = async (obs: RealObs): Promise<readonly unknown[]> => {
  const { inputs } = await obs.with((client) => client.call('GetInputList', { inputKind: 'browser_source' }));
  return inputs.map(({ inputName }) => inputName);
};

describe.skipIf(missing !== undefined)('overlingo obs setup beside a real OBS', () => {
  let obs: RealObs;
  beforeAll(async () => {
    obs = await RealObs.start();
  });
  afterAll(() => obs[Symbol.asyncDispose]());

  it('changes nothing where it is to say what it would do', async () => {
    const { code, stdout } = await overlingo(obs, ['setup', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('would be created, 640 x 360');
    expect(await browserSources(obs)).toEqual([]);
  });

  it('makes one source, and nothing more the second time', async () => {
    const first = await overlingo(obs, ['setup']);
    expect(first.stdout).toContain('created, 640 x 360, on top, locked');
    expect(first.stdout).toContain('stays empty until Overlingo runs');
    const second = await overlingo(obs, ['setup']);
    expect(second.stdout).toContain('nothing to change');
    expect(await browserSources(obs)).toEqual(['Overlingo captions']);
    await eventually(() => {
      expect(obs.pages).toEqual(['loads http://127.0.0.1:7474/overlay', 'refreshes http://127.0.0.1:7474/overlay']);
    });
  });

  it('finds it under another name, and brings it back where it was moved on a larger canvas', async () => {
    await obs.with(async (client) => {
      const names = { inputName: 'Overlingo captions', newInputName: 'Subs' };
      await client.call('SetInputName', names);
      const item = { sceneName: 'Main', sourceName: 'Subs' };
      const { sceneItemId } = await client.call('GetSceneItemId', item);
      const place = { sceneName: 'Main', sceneItemId };
      await client.call('SetSceneItemTransform', { ...place, sceneItemTransform: { positionX: 40, scaleX: 0.5 } });
      await client.call('SetSceneItemLocked', { ...place, sceneItemLocked: false });
      await client.call('CreateInput', { sceneName: 'Main', inputName: 'Box', inputKind: 'color_source_v3' });
      await client.call('SetVideoSettings', { baseWidth: 1280, baseHeight: 720 });
    });
    expect(await setUp(obs)).toEqual({ Subs: ['change', 'place', 'raise', 'lock'] });
    expect(await setUp(obs)).toEqual({ Subs: [] });
    const { sceneItems } = await obs.with((client) => client.call('GetSceneItemList', { sceneName: 'Main' }));
    expect(sceneItems.at(-1)).toMatchObject({
      sourceName: 'Subs',
      sceneItemLocked: true,
      sceneItemTransform: { positionX: 0, scaleX: 1, sourceWidth: 1280, sourceHeight: 720 },
    });
  });

  it('adds the same source to another scene, and a source for each language', async () => {
    expect(await setUp(obs, ['--scene', 'Pause'])).toEqual({ Subs: ['add-to-scene'] });
    const languages = ['--scene', 'Pause', '--language', 'es,de', '--layout', 'dual'];
    expect(await setUp(obs, languages)).toEqual({
      'Overlingo captions es': ['create'],
      'Overlingo captions de': ['create'],
    });
    expect(await setUp(obs, languages)).toEqual({ 'Overlingo captions es': [], 'Overlingo captions de': [] });
    expect(obs.pages).toContain('loads http://127.0.0.1:7474/overlay?lang=de&layout=dual&position=top');
  });

  it('makes it anew where it was deleted', async () => {
    // As its menu does it.
    await obs.with(async (client) => {
      for (const sceneName of ['Main', 'Pause']) {
        const { sceneItems } = await client.call('GetSceneItemList', { sceneName });
        for (const { sceneItemId } of sceneItems) {
          await client.call('RemoveSceneItem', { sceneName, sceneItemId: Number(sceneItemId) });
        }
      }
    });
    await eventually(async () => expect(await browserSources(obs)).toEqual([]));
    expect(await setUp(obs)).toEqual({ 'Overlingo captions': ['create'] });
  });

  it('says what helps where another program has deleted it, and a scene that is not shown still holds it', async () => {
    await setUp(obs, ['--scene', 'Pause']);
    await obs.with((client) => client.call('RemoveInput', { inputName: 'Overlingo captions' }));
    const { code, stderr } = await overlingo(obs, ['setup']);
    expect(stderr).toContain('In OBS, show each scene that has it once, then set up again. [obs-refused]');
    expect(code).toBe(8);
    for (const sceneName of ['Pause', 'Main']) {
      await obs.with((client) => client.call('SetCurrentProgramScene', { sceneName }));
      await eventually(async () => {
        const { sceneItems } = await obs.with((client) => client.call('GetSceneItemList', { sceneName }));
        expect(sceneItems).toEqual([]);
      });
    }
    await eventually(async () => expect(await setUp(obs)).toEqual({ 'Overlingo captions': ['create'] }));
  });

  it('names a scene that is like the one that is not there', async () => {
    const { code, stderr } = await overlingo(obs, ['setup', '--scene', 'Puase']);
    expect(stderr).toBe('overlingo: OBS has no scene "Puase". The nearest is "Pause". [obs-scene-missing]\n');
    expect(code).toBe(8);
  });

  it('takes it out again, also from a scene that is not shown', async () => {
    expect(await setUp(obs, ['--scene', 'Pause'])).toEqual({ 'Overlingo captions': ['add-to-scene'] });
    expect((await overlingo(obs, ['setup', '--remove'])).stdout).toContain('removed from OBS');
    expect((await overlingo(obs, ['setup', '--remove'])).stdout).toBe('There is nothing to remove from OBS.\n');
    await eventually(async () => expect(await browserSources(obs)).toEqual([]));
  });

  it('tells what OBS does', async () => {
    await setUp(obs);
    const { stdout } = await overlingo(obs, ['status', '--json']);
    expect(jsonLines(stdout)[0]).toMatchObject({
      scene: 'Main',
      stream: 'stopped',
      record: 'stopped',
      sources: [{ name: 'Overlingo captions', scenes: [{ scene: 'Main', visible: true }] }],
    });
    expect((await overlingo(obs, ['status'])).stdout).toMatch(/^OBS \d+\.\d+\.\d+, obs-websocket 5\.\d+\.\d+, at /u);
  });

  it('says what is wrong with the password, and reads that of OBS where it may', async () => {
    const wrong = await overlingo(obs, ['status'], { OVERLINGO_OBS_PASSWORD: 'planted' });
    expect(wrong.stderr).toContain('does not accept the password in the environment variable OVERLINGO_OBS_PASSWORD');
    expect(wrong.stderr).not.toContain('planted');
    const none = await overlingo(obs, ['status'], { OVERLINGO_OBS_PASSWORD: '' });
    expect(none.stderr).toContain('asks for a password, and none is known');
    const home = { OVERLINGO_OBS_PASSWORD: '', HOME: obs.home, XDG_CONFIG_HOME: `${obs.home}/.config` };
    expect((await overlingo(obs, ['status', '--obs-read-password'], home)).code).toBe(0);
  });
});

describe.skipIf(missing !== undefined)('a recording of a real OBS', () => {
  it('is known to be paused', async () => {
    await using obs = await RealObs.start();
    const records: (string | undefined)[] = [];
    const service = new ObsService({
      environment: { OVERLINGO_OBS_PASSWORD: obs.password },
      clock: systemClock,
      log: silentLog,
      connectedPages: () => [],
      overlay: 'http://127.0.0.1:7474/overlay',
      report: () => undefined,
      notify: () => undefined,
      onState: (state) => records.push(state?.record),
    });
    const becomes = (record: string): Promise<void> => eventually(() => expect(records.at(-1)).toBe(record), WAIT_MS);
    try {
      service.configure({ ...obsSettings.parse({ connect: true }), ...obs.settings });
      await becomes('stopped');
      for (const [request, record] of [
        ['StartRecord', 'recording'],
        ['PauseRecord', 'paused'],
        ['ResumeRecord', 'recording'],
      ] as const) {
        await obs.with((client) => client.call(request));
        await becomes(record);
      }
      expect(records).toEqual(['stopped', 'starting', 'recording', 'paused', 'recording']);
    } finally {
      await service.close();
    }
  });
});

describe.skipIf(missing !== undefined)('an OBS without browser sources', () => {
  it('is told, with what to do', async () => {
    await using obs = await RealObs.start({ browserSource: false });
    const { code, stderr } = await overlingo(obs, ['setup']);
    expect(stderr).toContain('This OBS was built without browser sources');
    expect(stderr).toContain('[obs-no-browser]');
    expect(code).toBe(8);
  });
});

describe.skipIf(missing !== undefined)('the connection to a real OBS beside a run', () => {
  it('outlives a late start, a freeze, a crash and the end of OBS', async () => {
    await using obs = await RealObs.prepare();
    const notices: StatusNotice[] = [];
    const states: (ObsState | undefined)[] = [];
    const service = new ObsService({
      environment: { OVERLINGO_OBS_PASSWORD: obs.password },
      clock: systemClock,
      log: silentLog,
      connectedPages: () => [],
      overlay: 'http://127.0.0.1:7474/overlay',
      report: () => undefined,
      notify: (notice) => notices.push(notice),
      onState: (state) => states.push(state),
    });
    const told = (codes: readonly string[]): Promise<void> =>
      eventually(() => expect(notices.map(({ code }) => code)).toEqual(codes), WAIT_MS);
    const [lost, back] = ['obs-unreachable', 'obs-connected'] as const;
    try {
      service.configure({ ...obsSettings.parse({ connect: true }), ...obs.settings });
      await told([lost]);
      await obs.start();
      await told([lost, back]);
      obs.signal('SIGSTOP');
      await told([lost, back, lost]);
      obs.signal('SIGCONT');
      await told([lost, back, lost, back]);
      await obs.end('SIGKILL');
      await told([lost, back, lost, back, lost]);
      await obs.start();
      await told([lost, back, lost, back, lost, back]);
      await obs.with((client) => client.call('SetCurrentProgramScene', { sceneName: 'Pause' }));
      await eventually(() => expect(states.at(-1)?.scene).toBe('Pause'));
      await obs.end('SIGINT');
      await told([lost, back, lost, back, lost, back, lost]);
      expect(states.at(-1)).toBeUndefined();
    } finally {
      await service.close();
    }
  });

  it('loads the overlay of overlingo start anew once OBS is there', async () => {
    await using obs = await RealObs.start();
    const port = String(await freePort());
    expect((await overlingo(obs, ['setup', '--port', port])).code).toBe(0);
    const url = `http://127.0.0.1:${port}/overlay`;
    await obs.end('SIGINT');
    const env = { ...process.env, OVERLINGO_OBS_PASSWORD: obs.password };
    const args = ['--input', 'stdin', '--json', '--port', port, '--obs', '--obs-port', String(obs.port)];
    const run = startCli(['start', ...args], env);
    try {
      const codes = (): unknown[] => jsonLines(run.stdout()).map(({ code }) => code);
      await eventually(() => expect(codes()).toContain('obs-unreachable'), WAIT_MS);
      await obs.start();
      await eventually(() => expect(codes()).toContain('obs-connected'), WAIT_MS);
      await eventually(() => expect(obs.pages.at(-1)).toBe(`refreshes ${url}`));
      expect(run.stdout()).not.toContain(obs.password);
    } finally {
      const ended = once(run.child, 'close');
      run.child.kill('SIGINT');
      await ended;
    }
  });
});
