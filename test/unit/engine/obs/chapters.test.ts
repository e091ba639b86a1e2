import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerChapterCalls, callForChapter, type MarkedChapter } from '../../../../src/engine/obs/chapter-call.ts';
import { connectToObs, type ObsConnection } from '../../../../src/engine/obs/obs-connection.ts';
import { connectionEnded } from '../../../../src/engine/obs/unreachable.ts';
import { markInRecording } from '../../../../src/engine/obs/record-chapter.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { eventually } from '../../../../src/testing/eventually.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';
import { startObsServer, type ObsReply, type ObsScript, type ObsServer } from '../../../support/obs/obs-server.ts';

const { signal } = new AbortController();
const open: ObsConnection[] = [];
let server: ObsServer;

async function connected(): Promise<ObsConnection> {
  const place = { address: server.address, passwordHint: '' };
  const tools = { password: undefined, clock: systemClock, log: silentLog, signal };
  const connection = await connectToObs(place, tools);
  open.push(connection);
  return connection;
}

async function serve(script: ObsScript): Promise<void> {
  server = await startObsServer(script);
}

const knowing = (requests: readonly string[], code?: number): ObsScript => ({
  reply: (type): ObsReply | undefined => {
    const version = { obsVersion: '32.0.0', obsWebSocketVersion: '5.7.0', availableRequests: requests };
    if (type === 'GetVersion') return { type: 'fields', fields: version };
    if (type === 'BroadcastCustomEvent') return { type: 'fields', fields: {} };
    if (type !== 'CreateRecordChapter') return undefined;
    return code === undefined ? { type: 'fields', fields: {} } : { type: 'refusal', code };
  },
});

beforeEach(() => void open.splice(0));
afterEach(async () => {
  for (const connection of open) connection.close(connectionEnded());
  await server[Symbol.asyncDispose]();
});

describe('a chapter in the recording of OBS', () => {
  it.each([
    ['marked', ['CreateRecordChapter'], undefined],
    ['not-recording', ['CreateRecordChapter'], 501],
    ['no-chapters', ['CreateRecordChapter'], 702],
    ['old-obs', ['GetVersion'], undefined],
  ] as const)('is %s', async (outcome, requests, code) => {
    await serve(knowing(requests, code));
    expect(await markInRecording(await connected(), 'Boss fight')).toBe(outcome);
    const asked = server.requests.filter(({ type }) => type === 'CreateRecordChapter').map(({ data }) => data);
    expect(asked).toEqual(outcome === 'old-obs' ? [] : [{ chapterName: 'Boss fight' }]);
  });

  it('fails where OBS refuses it for another reason', async () => {
    await serve(knowing(['CreateRecordChapter'], 205));
    await expect(markInRecording(await connected(), 'Boss fight')).rejects.toThrow('OBS refuses CreateRecordChapter');
  });
});

describe('a call for a chapter', () => {
  /** As OBS does: what one sends all hear. */
  const passOn = (): void => {
    const { data } = server.requests.filter(({ type }) => type === 'BroadcastCustomEvent').at(-1) ?? {};
    server.emit('CustomEvent', data?.['eventData'] ?? {});
  };
  const sent = (): number => server.requests.filter(({ type }) => type === 'BroadcastCustomEvent').length;

  it('is answered by the Overlingo that runs', async () => {
    await serve(knowing([]));
    const names: (string | undefined)[] = [];
    const faults: unknown[] = [];
    const mark = (name: string | undefined): Promise<MarkedChapter> => {
      names.push(name);
      return Promise.resolve({ name: 'Chapter 7', transcript: true, recording: 'old-obs' });
    };
    answerChapterCalls(await connected(), mark, (fault) => faults.push(fault));
    const called = callForChapter(await connected(), undefined, { clock: new ManualClock(), signal });
    await eventually(() => expect(sent()).toBe(1));
    server.emit('CustomEvent', { overlingo: 'chapter', id: 7 });
    passOn();
    await eventually(() => expect(sent()).toBe(2));
    passOn();
    expect(await called).toEqual({ name: 'Chapter 7', transcript: true, recording: 'old-obs' });
    expect([names, faults]).toEqual([[undefined], []]);
  });

  it('is given up where none runs', async () => {
    await serve(knowing([]));
    const clock = new ManualClock();
    const called = callForChapter(await connected(), 'Boss fight', { clock, signal });
    await eventually(() => expect(sent()).toBe(1));
    server.emit('CustomEvent', { overlingo: 'chapter-marked', id: 'another', name: 'x', transcript: true });
    await eventually(async () => {
      await clock.advance(3000);
      expect(await Promise.race([called, Promise.resolve('waits')])).toBeUndefined();
    });
  });
});
