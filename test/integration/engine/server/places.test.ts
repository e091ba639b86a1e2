import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { connect as connectTcp, type Socket as TcpSocket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createStreamCapture } from '../../../../src/engine/audio/stream/stream-capture.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { GuestRoom } from '../../../../src/engine/server/guests/guest-room.ts';
import { createSelfSignedCertificate } from '../../../../src/engine/server/self-signed.ts';
import type { StreamSound } from '../../../../src/engine/server/stream/stream-sound.ts';
import { CAPTION_NAMESPACE, type Snapshot } from '../../../../src/protocol/socket-contract.ts';
import { STREAM_CLOSE } from '../../../../src/protocol/stream-contract.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';
import { startPageServer, type PageServer } from '../../../support/page-server.ts';
import { TestClient } from '../../../support/stream-support.ts';

const certificate = createSelfSignedCertificate(['127.0.0.1'], Date.now());
const trusting = { ca: certificate.cert } as const;

/** Another device of the network; only Linux has the whole of 127/8. */
const OTHER_DEVICE = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

const POLL = '/socket.io/?EIO=4&transport=polling';

const open: { close(): unknown }[] = [];

afterEach(() => {
  for (const connection of open.splice(0)) connection.close();
});

interface Doors extends AsyncDisposable {
  readonly engine: PageServer;
  /** The door of other devices. */
  readonly lan: { readonly port: number; readonly url: string };
  readonly token: string;
  readonly programs: GuestRoom<StreamSound>;
}

async function openDoors(options: Parameters<typeof startPageServer>[0] = {}): Promise<Doors> {
  const programs = new GuestRoom<StreamSound>({ prefix: 'stream', most: 2, clock: systemClock });
  programs.subscribe({ onSession: (session) => session.send({ type: 'heard', language: 'en' }) });
  const engine = await startPageServer({
    lan: { port: 0, host: '127.0.0.1', tls: certificate },
    programs: { room: programs, createSound: createStreamCapture },
    ...options,
  });
  const url = new URL(engine.server.guestUrls('/overlay')[0] ?? '').origin;
  return {
    engine,
    lan: { port: Number(new URL(url).port), url },
    token: engine.server.token.value,
    programs,
    async [Symbol.asyncDispose]() {
      programs.close();
      await engine.server.close();
    },
  };
}

/** Resolves with the first snapshot of a page. */
function snapshotOf(url: string, token?: string, options: Parameters<typeof io>[1] = {}): Promise<Snapshot> {
  const page: Socket = io(`${url}${CAPTION_NAMESPACE}`, {
    ...trusting,
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    auth: token === undefined ? {} : { token },
    ...options,
  });
  open.push(page);
  return new Promise((resolve) => page.once('snapshot', resolve));
}

/** A connection of another device, or of this PC, that says nothing by itself. */
async function silentConnection(port: number, localAddress = '127.0.0.1'): Promise<TcpSocket> {
  const socket = connectTcp({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  open.push({ close: () => socket.destroy() });
  await once(socket, 'connect');
  return socket;
}

/** Waits until what is expected is so. Dozens of handshakes take a busy machine a while. */
const soon = (expectation: () => void): Promise<void> => vi.waitFor(expectation, { timeout: 20_000 });

const alive = (sockets: readonly TcpSocket[]): number => sockets.filter(({ closed }) => !closed).length;

function program(url: string, token?: string): TestClient {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const client = new TestClient(`${url.replace('http', 'ws')}/stream`, { ...trusting, headers });
  open.push({ close: () => client.socket.terminate() });
  return client;
}

/** A page that speaks socket.io by hand. */
async function rawPage(url: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, trusting);
  socket.on('error', () => undefined);
  open.push({ close: () => socket.terminate() });
  await once(socket, 'open');
  return socket;
}

describe('connections of other devices that have not shown their right', () => {
  it('keep nobody out while they shake no hands', async () => {
    await using doors = await openDoors();
    const silent: TcpSocket[] = [];
    for (let count = 0; count < 90; count += 1) silent.push(await silentConnection(doors.lan.port, OTHER_DEVICE));
    await soon(() => expect(alive(silent)).toBe(32));
    expect(await snapshotOf(doors.lan.url, doors.token)).toMatchObject({ protocol: 1 });
    expect(await snapshotOf(doors.engine.server.url)).toMatchObject({ protocol: 1 });
  });

  it('keep nobody out while they ask for nothing', async () => {
    await using doors = await openDoors();
    for (let count = 0; count < 60; count += 1) {
      const socket = await silentConnection(doors.lan.port, OTHER_DEVICE);
      const secure = connectTls({ socket, ...trusting, checkServerIdentity: () => undefined });
      secure.on('error', () => undefined);
      await once(secure, 'secureConnect');
    }
    expect(await snapshotOf(doors.lan.url, doors.token)).toMatchObject({ protocol: 1 });
    expect(await snapshotOf(doors.engine.server.url)).toMatchObject({ protocol: 1 });
  });

  it('keep nobody out as pages, and end after 5 s, whatever else they join', async () => {
    const clock = new ManualClock();
    await using doors = await openDoors({ clock });
    const pages = await Promise.all(Array.from({ length: 60 }, () => rawPage(doors.lan.url)));
    const answers: string[] = [];
    for (const page of pages) {
      page.on('message', (data) => answers.push((data as Buffer).toString()));
      page.send('40');
    }
    await soon(() => expect(pages.some(({ readyState }) => readyState === WebSocket.CLOSED)).toBe(true));
    expect(await snapshotOf(doors.lan.url, doors.token)).toMatchObject({ protocol: 1 });
    expect(await snapshotOf(doors.engine.server.url)).toMatchObject({ protocol: 1 });
    expect(answers).toContain('44{"message":"namespace-unknown"}');
    await clock.advance(5000);
    await soon(() => expect(pages.filter(({ readyState }) => readyState !== WebSocket.CLOSED)).toEqual([]));
    expect(doors.engine.server.pageCount).toBe(2);
  });

  it('take no place of programs', async () => {
    await using doors = await openDoors();
    const silent = Array.from({ length: 40 }, () => program(doors.lan.url));
    await soon(() => expect(silent.some(({ socket }) => socket.readyState === WebSocket.CLOSED)).toBe(true));
    const crowdedOut = await Promise.race(silent.map(({ closed }) => closed));
    expect(crowdedOut.code).toBe(STREAM_CLOSE['too-many']);
    expect(doors.programs.sessions).toEqual([]);
    for (const url of [doors.engine.server.url, doors.lan.url]) {
      const byHeader = program(url, doors.token);
      await byHeader.say({ type: 'hello' });
      await byHeader.next('ready');
      const byHello = program(url);
      await byHello.say({ type: 'hello', token: doors.token });
      await byHello.next('ready');
    }
  });

  it('are answered with 429 and cut where they ask too fast', async () => {
    await using doors = await openDoors({ clock: new ManualClock() });
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ...trusting });
    open.push({ close: () => agent.destroy() });
    const ask = async (): Promise<number | undefined> => {
      const asked = request(`${doors.lan.url}/healthz`, { agent }).end();
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      response.resume();
      await once(response, 'end');
      if (response.statusCode === 429) expect(response.headers.connection).toBe('close');
      return response.statusCode;
    };
    const statuses: (number | undefined)[] = [];
    for (let count = 0; count < 302; count += 1) statuses.push(await ask());
    expect([statuses.indexOf(429), statuses.at(-1)]).toEqual([300, 429]);
    expect((await fetch(`${doors.engine.server.url}/healthz`)).status).toBe(200);
  });
});

describe('devices that have the token', () => {
  it('take no place of the pages and programs of this PC', async () => {
    await using doors = await openDoors();
    const pages = Array.from({ length: 48 }, () => snapshotOf(doors.lan.url, doors.token));
    await Promise.all(pages);
    for (const count of [1, 2, 3]) {
      const client = program(doors.lan.url, doors.token);
      if (count === 3) expect(await client.closed).toMatchObject({ code: STREAM_CLOSE['too-many'] });
      else await client.opened;
    }
    expect(await snapshotOf(doors.engine.server.url)).toMatchObject({ protocol: 1 });
    const own = program(doors.engine.server.url, doors.token);
    await own.say({ type: 'hello' });
    await own.next('ready');
  });
});

describe('connections of this PC', () => {
  it.each([
    ['say nothing', ''],
    ['never end their headers', 'GET / HTTP/1.1\r\nhost: x\r\n'],
    ['never end their body', `POST ${POLL} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nx`],
    ['ask for an unknown protocol', 'GET /elsewhere HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
  ])('keep no page out that %s', async (_what, bytes) => {
    await using doors = await openDoors();
    const { port, url } = doors.engine.server;
    for (let count = 0; count < 300; count += 1) (await silentConnection(port)).write(bytes);
    expect(await snapshotOf(url)).toMatchObject({ protocol: 1 });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('keep no page out that begin to poll and never go on, and hold their places no longer than 5 s', async () => {
    const clock = new ManualClock();
    await using doors = await openDoors({ clock });
    const { url } = doors.engine.server;
    const ids: string[] = [];
    for (let count = 0; count < 70; count += 1) {
      const answer = await (await fetch(`${url}${POLL}`)).text();
      ids.push((JSON.parse(answer.slice(1)) as { sid: string }).sid);
    }
    expect(await snapshotOf(url)).toMatchObject({ protocol: 1 });
    expect(await snapshotOf(url, undefined, { transports: ['polling'] })).toMatchObject({ protocol: 1 });
    await clock.advance(5000);
    for (const id of ids.slice(-3)) expect((await fetch(`${url}${POLL}&sid=${id}`)).status).toBe(400);
    expect(doors.engine.server.pageCount).toBe(2);
  });

  it('lose their place with the last namespace that they have left, and end 5 s later', async () => {
    const clock = new ManualClock();
    await using doors = await openDoors({ clock });
    const page = await rawPage(doors.engine.server.url);
    page.send(`40${CAPTION_NAMESPACE},`);
    await soon(() => expect(doors.engine.server.pageCount).toBe(1));
    page.send(`41${CAPTION_NAMESPACE},`);
    await soon(() => expect(doors.engine.server.pageCount).toBe(0));
    expect(page.readyState).toBe(WebSocket.OPEN);
    await clock.advance(5000);
    await soon(() => expect(page.readyState).toBe(WebSocket.CLOSED));
  });

  it('are cut where they join twice at once, or ask again and again without a place', async () => {
    await using doors = await openDoors({ clock: new ManualClock() });
    const twice = await rawPage(doors.engine.server.url);
    twice.send(`40${CAPTION_NAMESPACE},`);
    twice.send(`40${CAPTION_NAMESPACE},`);
    await once(twice, 'close');
    const asking = await rawPage(doors.engine.server.url);
    for (let count = 0; count < 30; count += 1) asking.send('40/nothing,');
    await once(asking, 'close');
    expect(doors.engine.server.pageCount).toBe(0);
  });
});
