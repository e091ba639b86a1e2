import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { silentLog, type Logger } from '../../../../src/engine/log.ts';
import { systemClock, type Clock } from '../../../../src/engine/pipeline/clock.ts';
import { connectToObs, type ObsConnection } from '../../../../src/engine/obs/obs-connection.ts';
import { ManualClock, settle } from '../../../../src/testing/manual-clock.ts';
import { startObsServer, type ObsReply } from '../../../support/obs/obs-server.ts';
import { withoutSocket } from './silent-port.ts';

interface Tools {
  readonly password?: string;
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly signal?: AbortSignal;
}

function connect(address: string, { password, ...tools }: Tools = {}): Promise<ObsConnection> {
  const passwordFrom = password === undefined ? undefined : 'in the environment variable OBS_PASSWORD';
  const signal = new AbortController().signal;
  return connectToObs(
    { address, passwordFrom, passwordHint: 'Set it.' },
    { clock: systemClock, log: silentLog, signal, ...tools, password },
  );
}

async function faultOf(promise: Promise<unknown>): Promise<EngineError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

const END = new EngineError('obs-unreachable', 'The test is over.');

describe('a connection to OBS', () => {
  it('lets one in who has the password', async () => {
    await using server = await startObsServer({ password: 'right' });
    const connection = await connect(server.address, { password: 'right' });
    expect(connection.versions).toEqual({ obs: '31.0.0', webSocket: '5.5.4' });
    expect(connection.knows('GetSceneList')).toBe(true);
    expect(connection.knows('CreateRecordChapter')).toBe(false);
    connection.close(END);
    expect(connection.over.reason).toBe(END);
  });

  it.each([
    { password: 'wrong', says: 'does not accept the password in the environment variable OBS_PASSWORD' },
    { password: undefined, says: 'asks for a password, and none is known' },
  ])('says what is wrong with the password $password, and never shows it', async ({ password, says }) => {
    await using server = await startObsServer({ password: 'right' });
    const fault = await faultOf(connect(server.address, password === undefined ? {} : { password }));
    expect(fault).toMatchObject({ code: 'obs-password', retryable: false, hint: 'Set it.' });
    expect(fault.message).toContain(says);
    expect(JSON.stringify(fault)).not.toContain('"wrong"');
  });

  it.each([
    { code: 4010, expected: 'obs-refused', retryable: false },
    { code: 4011, expected: 'obs-kicked', retryable: false },
    { code: 4002, expected: 'obs-unreachable', retryable: true },
    { code: 4999, expected: 'obs-unreachable', retryable: true },
    { code: 1001, expected: 'obs-unreachable', retryable: true },
  ])('tells the end with code $code as $expected', async ({ code, expected, retryable }) => {
    await using server = await startObsServer({ closeWith: code });
    const fault = await faultOf(connect(server.address));
    expect(fault).toMatchObject({ code: expected, retryable });
    expect(fault.message).toMatch(/^[^\n]+\.$/u);
  });

  it('says how to switch the server on where nothing answers', async () => {
    const server = await startObsServer();
    await server[Symbol.asyncDispose]();
    const fault = await faultOf(connect(server.address));
    expect(fault.message).toBe(`OBS cannot be reached at ${server.address}: nothing answers there.`);
    expect(fault.hint).toContain('Enable WebSocket server');
  });

  it('says so where something else answers', async () => {
    await using other = await withoutSocket();
    const fault = await faultOf(connect(`ws://127.0.0.1:${other.port}`));
    expect(fault.message).toContain('is no OBS of version 28 or newer');
  });

  it('gives up one that accepts connections and says nothing', async () => {
    await using server = await startObsServer({ mute: true });
    const clock = new ManualClock();
    const connecting = faultOf(connect(server.address, { clock }));
    await clock.sleeping(1);
    await clock.advance(5000);
    expect((await connecting).message).toContain('accepts connections, but does not answer');
  });

  it('ends an attempt when its signal aborts', async () => {
    await using server = await startObsServer({ mute: true });
    const stop = new AbortController();
    const connecting = connect(server.address, { signal: stop.signal });
    stop.abort();
    await expect(connecting).rejects.toBe(stop.signal.reason);
  });

  it('waits for one that has not loaded yet', async () => {
    const loading = (type: string, index: number): ObsReply | undefined =>
      type === 'GetSceneList' && index < 3 ? { type: 'refusal', code: 207 } : undefined;
    await using server = await startObsServer({ reply: loading });
    const clock = new ManualClock({ movesBySleeping: false });
    const connecting = connect(server.address, { clock });
    for (let wait = 0; wait < 3; wait += 1) {
      await clock.sleeping(1);
      while (!clock.waits.includes(250)) await settle();
      await clock.advance(250);
    }
    const connection = await connecting;
    expect(server.requests.filter(({ type }) => type === 'GetSceneList')).toHaveLength(4);
    connection.close(END);
  });

  it('fails requests under way when the connection is lost', async () => {
    await using server = await startObsServer({
      reply: (type) => (type === 'GetStats' ? { type: 'silence' } : undefined),
    });
    const connection = await connect(server.address);
    const asked = faultOf(connection.call('GetStats'));
    server.cutAll();
    expect((await asked).message).toContain('has ended the connection without a goodbye');
    expect(connection.over.aborted).toBe(true);
    expect((await faultOf(connection.call('GetStats'))).code).toBe('obs-unreachable');
  });

  it('gives up a request that is not answered', async () => {
    await using server = await startObsServer({
      reply: (type) => (type === 'GetStats' ? { type: 'silence' } : undefined),
    });
    const clock = new ManualClock();
    const connection = await connect(server.address, { clock });
    const asked = faultOf(connection.call('GetStats'));
    await clock.sleeping(1);
    await clock.advance(5000);
    expect((await asked).message).toBe('OBS has not answered GetStats within 5 seconds.');
    connection.close(END);
  });

  it.each([
    { code: 204, says: 'this version of OBS does not know it' },
    { code: 600, says: 'what it is about is not there' },
    { code: 999, says: 'it gives the code 999' },
  ])('tells the refusal $code in words', async ({ code, says }) => {
    await using server = await startObsServer({
      reply: (type) => (type === 'GetStats' ? { type: 'refusal', code } : undefined),
    });
    const connection = await connect(server.address);
    const fault = await faultOf(connection.call('GetStats'));
    expect(fault).toMatchObject({ code: 'obs-refused', status: code, message: `OBS refuses GetStats: ${says}.` });
    connection.close(END);
  });

  it('outlives frames that make no sense, and handlers that throw', async () => {
    await using server = await startObsServer();
    const warned: unknown[] = [];
    const log = { ...silentLog, warn: (message: string, fields?: unknown) => warned.push([message, fields]) };
    const connection = await connect(server.address, { log });
    const heard: string[] = [];
    connection.on('CurrentProgramSceneChanged', () => {
      throw new TypeError('secret');
    });
    connection.on('CurrentProgramSceneChanged', ({ sceneName }) => heard.push(sceneName));
    for (const text of ['{', 'null', '[]', '{"op":5}', '{"op":5,"d":{}}', '{"op":99,"d":{}}', '"\\u0000"'])
      server.send(text);
    for (const sceneName of ['Game', 'Talk']) server.emit('CurrentProgramSceneChanged', { sceneName });
    expect(await connection.call('GetVideoSettings')).toMatchObject({ baseWidth: 1920 });
    expect(heard).toEqual(['Game', 'Talk']);
    // Once, however many there are.
    expect(warned).toHaveLength(1);
    expect(JSON.stringify(warned)).not.toContain('secret');
    connection.close(END);
  });

  it('is cut where an event says that it was closed', async () => {
    await using server = await startObsServer();
    const connection = await connect(server.address);
    server.emit('ConnectionClosed', { code: 1000 });
    await expect.poll(() => server.open()).toBe(0);
    expect(connection.over.reason).toMatchObject({ code: 'obs-unreachable', retryable: true });
  });

  it('takes an answer to nothing that was asked for none', async () => {
    await using server = await startObsServer({
      reply: (type) =>
        type === 'GetStats' ? { type: 'raw', text: '{"op":7,"d":{"requestId":"ID","requestStatus":null}}' } : undefined,
    });
    const clock = new ManualClock();
    const connection = await connect(server.address, { clock });
    const asked = faultOf(connection.call('GetStats'));
    await clock.sleeping(1);
    await clock.advance(5000);
    expect((await asked).code).toBe('obs-unreachable');
    connection.close(END);
  });
});
