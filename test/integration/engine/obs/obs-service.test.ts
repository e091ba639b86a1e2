import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../src/engine/log.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { ObsService } from '../../../../src/engine/obs/obs-service.ts';
import type { ObsChange, ObsState } from '../../../../src/engine/obs/obs-state.ts';
import { obsSettings, type ObsSettings } from '../../../../src/engine/obs/settings.ts';
import type { StatusNotice } from '../../../../src/protocol/status.ts';
import { eventually } from '../../../../src/testing/eventually.ts';
import { startObsServer, type ObsReply, type ObsServer } from '../../../support/obs/obs-server.ts';

const OVERLAY = 'http://127.0.0.1:7474/overlay';

/** Sources of an OBS: two of ours under names of the streamer, and one of somebody else. */
const SOURCES: Readonly<Record<string, string>> = {
  Subs: OVERLAY,
  Alerts: 'https://alerts.example/overlay',
  Untertitel: `${OVERLAY}?lang=de`,
};

function withSources(type: string, index: number): ObsReply | undefined {
  const inputs = Object.keys(SOURCES).map((inputName) => ({ inputName }));
  if (type === 'GetInputList') return { type: 'fields', fields: { inputs } };
  const url = Object.values(SOURCES)[index % inputs.length];
  return type === 'GetInputSettings' ? { type: 'fields', fields: { inputSettings: { url } } } : undefined;
}

class Listener implements AsyncDisposable {
  /** What OBS shows, and is connected. */
  pages: readonly string[] = [];
  readonly reports: string[] = [];
  readonly notices: StatusNotice[] = [];
  readonly waiting: boolean[] = [];
  readonly states: (readonly [state: ObsState | undefined, change: ObsChange | undefined])[] = [];
  readonly service: ObsService;

  constructor(environment: Readonly<Record<string, string>> = {}) {
    this.service = new ObsService({
      environment,
      clock: systemClock,
      log: silentLog,
      overlay: OVERLAY,
      connectedPages: () => this.pages,
      report: (state, detail) => this.reports.push(`${state}: ${detail}`),
      notify: (notice) => this.notices.push(notice),
      onWaiting: (isWaiting) => this.waiting.push(isWaiting),
      onState: (state, change) => this.states.push([state, change]),
    });
  }

  get codes(): readonly string[] {
    return this.notices.map(({ code }) => code);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service.close();
  }
}

function at({ port }: Pick<ObsServer, 'port'>, change: Partial<ObsSettings> = {}): ObsSettings {
  return { ...obsSettings.parse({ connect: true, port }), ...change };
}

const refreshed = (server: ObsServer): readonly unknown[] =>
  server.requests.filter(({ type }) => type === 'PressInputPropertiesButton').map(({ data }) => data['inputName']);

/** Pages have three seconds to connect by themselves. */
const RELOAD_MS = 15_000;

describe('the connection to OBS beside a run', () => {
  it('loads all overlays anew on each connection, whatever they are called, and no other page', async () => {
    await using server = await startObsServer({ reply: withSources });
    await using listener = new Listener();
    listener.service.configure(at(server));
    await eventually(() => expect(refreshed(server)).toEqual(['Subs', 'Untertitel']), RELOAD_MS);
    await eventually(() => expect(listener.codes).toEqual(['obs-connected']));
    expect(listener.notices[0]?.message).toBe('Connected to OBS 31.0.0, which loads "Subs", "Untertitel" anew.');
    server.closeAll(1001);
    await eventually(() => expect(refreshed(server)).toHaveLength(4), RELOAD_MS);
    await eventually(() => expect(listener.codes).toEqual(['obs-connected', 'obs-unreachable', 'obs-connected']));
  });

  it('leaves pages alone that are connected, also where the connection is made anew', async () => {
    await using server = await startObsServer({ reply: withSources });
    await using listener = new Listener();
    listener.pages = ['/overlay?lang=de', '/overlay'];
    listener.service.configure(at(server));
    await eventually(() => expect(listener.codes).toEqual(['obs-connected']));
    expect(listener.notices[0]?.message).toBe('Connected to OBS 31.0.0, which shows "Subs", "Untertitel".');
    server.closeAll(1001);
    await eventually(() => expect(listener.codes).toEqual(['obs-connected', 'obs-unreachable', 'obs-connected']));
    expect(refreshed(server)).toEqual([]);
  });

  it('tells of scenes that OBS does not have', async () => {
    await using server = await startObsServer();
    await using listener = new Listener();
    listener.service.configure(at(server, { scenes: { Mian: {}, Main: {} }, captionsWhile: ['scene:Other'] }));
    await eventually(() => expect(listener.notices.filter(({ code }) => code === 'scene-unknown')).toHaveLength(2));
    expect(listener.notices.map(({ message, hint }) => [message, hint])).toContainEqual([
      'OBS has no scene "Mian", which the settings name.',
      'The nearest is "Main".',
    ]);
  });

  it('says how to get the overlay where there is none', async () => {
    await using server = await startObsServer();
    await using listener = new Listener();
    listener.service.configure(at(server));
    await eventually(() => expect(listener.notices[0]?.hint).toContain('overlingo obs setup'));
  });

  it('waits for an OBS that is started later, and tells of it once', async () => {
    const before = await startObsServer();
    await before[Symbol.asyncDispose]();
    await using listener = new Listener();
    listener.service.configure(at(before));
    await eventually(() => expect(listener.reports.filter((told) => told.startsWith('degraded'))).toHaveLength(2));
    expect(listener.codes).toEqual(['obs-unreachable']);
    await using _server = await startObsServer({}, before.port);
    await eventually(() => expect(listener.codes).toEqual(['obs-unreachable', 'obs-connected']));
    expect(listener.reports.at(-1)).toBe('working: Connected to OBS 31.0.0.');
  });

  it('tells what OBS does, as it changes', async () => {
    await using server = await startObsServer();
    await using listener = new Listener();
    listener.service.configure(at(server));
    await eventually(() => expect(listener.states).toHaveLength(1));
    server.emit('StreamStateChanged', { outputActive: true, outputState: 'OBS_WEBSOCKET_OUTPUT_STARTED' });
    server.emit('InputMuteStateChanged', { inputName: 'Mic', inputMuted: true });
    await eventually(() => expect(listener.states).toHaveLength(3));
    expect(listener.states.at(-1)).toEqual([
      { scene: 'Main', inputs: [], muted: ['Mic'], stream: 'live', record: 'stopped', recordedMs: 0 },
      { type: 'mute', input: 'Mic', muted: true },
    ]);
    // Names are told to this program alone: pages of other devices show the report.
    expect(listener.reports.at(-1)).toBe('working: Connected to OBS 31.0.0: live.');
    server.cutAll();
    await eventually(() => expect(listener.states[3]).toEqual([undefined, undefined]));
    await eventually(() => expect(listener.states[4]?.[0]).toMatchObject({ muted: [], stream: 'stopped' }));
  });

  it('has captions wait while OBS is not as it is to be, or is not known', async () => {
    const answers: Readonly<Record<string, object>> = {
      GetInputList: { inputs: [{ inputName: 'Mic/Aux' }] },
      GetInputSettings: { inputSettings: {} },
    };
    const server = await startObsServer({
      reply: (type) => (answers[type] ? { type: 'fields', fields: answers[type] } : undefined),
    });
    await using listener = new Listener();
    const mute = (inputMuted: boolean): void =>
      server.emit('InputMuteStateChanged', { inputName: 'Mic/Aux', inputMuted });
    listener.service.configure(at(server, { captionsWhile: ['unmuted:Mic/Aux'], connect: false }));
    expect(listener.waiting).toEqual([true]);
    expect(listener.reports[0]).toMatch(/Captions wait: it is not known what OBS does\.$/u);
    await eventually(() => expect(listener.waiting).toEqual([true, false]));
    mute(true);
    await eventually(() => expect(listener.waiting.at(-1)).toBe(true));
    expect(listener.reports.at(-1)).toBe('working: Connected to OBS 31.0.0. Captions wait: the input is muted.');
    mute(false);
    await eventually(() => expect(listener.waiting.at(-1)).toBe(false));
    await server[Symbol.asyncDispose]();
    await eventually(() => expect(listener.waiting.at(-1)).toBe(true));
    await eventually(() => expect(listener.notices.at(-1)?.message).toMatch(/^Captions wait for OBS, which is tried/u));
    listener.service.configure(at(server, { connect: false }));
    expect(listener.waiting.at(-1)).toBe(false);
  });

  it('tells where an input is not there that is to be unmuted', async () => {
    await using server = await startObsServer({ reply: withSources });
    await using listener = new Listener();
    listener.service.configure(at(server, { captionsWhile: ['unmuted:Sub'] }));
    await eventually(() => expect(listener.codes).toContain('captions-wait'));
    expect(listener.notices[0]).toMatchObject({
      message: 'OBS has no input "Sub", so captions wait.',
      hint: 'The nearest is "Subs".',
    });
    expect(listener.waiting.at(-1)).toBe(true);
  });

  it('puts what changes while it reads on top of what it has read', async () => {
    let emit: ObsServer['emit'] = () => undefined;
    const reply = (type: string): ObsReply | undefined => {
      if (type === 'GetStreamStatus') emit('CurrentProgramSceneChanged', { sceneName: 'Game' });
      return undefined;
    };
    await using server = await startObsServer({ reply });
    emit = (name, event) => server.emit(name, event);
    await using listener = new Listener();
    listener.service.configure(at(server));
    await eventually(() => expect(listener.states[0]?.[0]?.scene).toBe('Game'));
  });

  it('reads all anew with another collection of scenes', async () => {
    await using server = await startObsServer();
    await using listener = new Listener();
    listener.service.configure(at(server));
    await eventually(() => expect(listener.states).toHaveLength(1));
    server.emit('CurrentSceneCollectionChanged', { sceneCollectionName: 'Other' });
    await eventually(() => expect(listener.states.filter(([, change]) => change === undefined)).toHaveLength(2));
  });

  it.each([
    { script: { password: 'right' }, code: 'obs-password' },
    { script: { closeWith: 4010 }, code: 'obs-refused' },
    { script: { closeWith: 4011 }, code: 'obs-kicked' },
  ])('stays away after $code, until the settings change', async ({ script, code }) => {
    await using server = await startObsServer(script);
    await using other = await startObsServer();
    await using listener = new Listener({ WRONG: 'wrong' });
    listener.service.configure(at(server, { passwordVariable: 'WRONG' }));
    await eventually(() => expect(listener.codes).toEqual([code]));
    expect(listener.reports.at(-1)).toMatch(/^failed: /u);
    await listener.service.close();
    expect(server.connections()).toBe(1);
    listener.service.configure(at(other));
    await eventually(() => expect(listener.codes).toEqual([code, 'obs-connected']));
  });

  it('goes away when it is switched off', async () => {
    await using server = await startObsServer();
    await using listener = new Listener();
    listener.service.configure(at(server));
    await eventually(() => expect(listener.codes).toEqual(['obs-connected']));
    listener.service.configure(at(server, { connect: false }));
    expect(listener.reports.at(-1)).toBe('ended: Not connected to OBS.');
    await listener.service.close();
    listener.service.tellAgain();
    expect(listener.reports.slice(-2)).toEqual(['ended: Not connected to OBS.', 'ended: Not connected to OBS.']);
  });

  it('does nothing where nobody wants it', async () => {
    await using server = await startObsServer();
    await using listener = new Listener();
    listener.service.configure(at(server, { connect: false }));
    listener.service.tellAgain();
    expect(listener.reports).toEqual([]);
    expect(server.connections()).toBe(0);
  });

  it('ends while OBS says nothing', async () => {
    await using server = await startObsServer({ mute: true });
    await using listener = new Listener();
    listener.service.configure(at(server));
    await eventually(() => expect(server.connections()).toBe(1));
    await listener.service.close();
    expect(listener.codes).toEqual([]);
  });
});
