import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStreamCapture } from '../../../../src/engine/audio/stream/stream-capture.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { GuestRoom } from '../../../../src/engine/server/guests/guest-room.ts';
import type { StreamSound } from '../../../../src/engine/server/stream/stream-sound.ts';
import { EngineError } from '../../../../src/engine/errors.ts';
import { createCaptionServer } from '../../../../src/engine/server/caption-server.ts';
import { emptySnapshot } from '../../../support/caption-builders.ts';
import { SERVED_FOLDERS, startPageServer, type PageServer } from '../../../support/page-server.ts';
import { silentLog } from '../../../../src/engine/log.ts';

let engine: PageServer;

beforeAll(async () => void (engine = await startPageServer()));
afterAll(() => engine.server.close());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A request whose Host, Origin and path are sent as they are. */
async function ask(target: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  const { port } = engine.server;
  const asked = request({ host: '127.0.0.1', port, path: target, method, headers, agent: false });
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

/** Sends raw bytes, and gives back the first line of the answer. */
async function askRaw(bytes: string): Promise<string> {
  const socket = connect(engine.server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.write(bytes);
  await once(socket, 'close');
  return text.split('\r\n')[0] ?? '';
}

const POLL = '/socket.io/?EIO=4&transport=polling';
const own = (): string => `127.0.0.1:${engine.server.port}`;

describe('the pages', () => {
  it.each([
    ['/', 'text/html'],
    ['/overlay', 'text/html'],
    ['/overlay/?lang=fr', 'text/html'],
    ['/demo', 'text/html'],
    ['/overlay.js', 'text/javascript'],
    ['/overlay.css', 'text/css'],
    ['/themes/neon.css', 'text/css'],
    ['/fonts/inter-latin.woff2', 'font/woff2'],
    ['/favicon.svg', 'image/svg+xml'],
  ])('serve %s as %s, with strict headers', async (target, type) => {
    const { status, headers, text } = await ask(target);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain(type);
    expect(text.length).toBeGreaterThan(100);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
    expect(headers['cache-control']).toBe('no-store');
  });

  it('answer HEAD without a body, and tell programs that they run', async () => {
    expect(await ask('/overlay', {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
    const health = await ask('/healthz');
    expect(JSON.parse(health.text)).toEqual({ ok: true, name: 'overlingo', protocol: 1, pages: 0, pid: process.pid });
  });

  it.each([
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/fonts/..%5c..%5cpackage.json',
    '//etc/passwd',
    '/themes/%00',
    '/%c0%ae%c0%ae/',
    '/overlay.html',
    '/overlay.tsx',
    '/nothing',
  ])('give out nothing for %s', async (target) => {
    expect((await ask(target)).status).toBe(404);
  });

  it('say how the WebSocket for programs is opened, or that there is none', async () => {
    const none = await ask('/stream');
    expect(none).toMatchObject({ status: 404, text: expect.stringContaining('--programs') as string });
    const room = new GuestRoom<StreamSound>({ prefix: 'stream', most: 1, clock: systemClock });
    const programs = { room, createSound: createStreamCapture };
    await using open = await startPageServer({ programs });
    const response = await fetch(`${open.server.url}/stream`);
    expect(response.status).toBe(426);
    expect(response.headers.get('upgrade')).toBe('websocket');
    expect(await response.text()).toContain('WebSocket client');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('do not understand %s', async (method) => {
    const { status, headers } = await ask('/overlay', {}, method, 'x'.repeat(50_000));
    expect(status).toBe(405);
    expect(headers['allow']).toBe('GET, HEAD');
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['an unknown method', `BREW / HTTP/1.1\r\nhost: x\r\n\r\n`, 400],
    ['huge headers', `GET / HTTP/1.1\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, 431],
    ['no Host', 'GET / HTTP/1.0\r\n\r\n', 421],
  ])('answer %s cleanly', async (_name, bytes, status) => {
    expect(await askRaw(bytes)).toContain(` ${status} `);
    expect((await ask('/healthz')).status).toBe(200);
  });

  it('answer an address that cannot be understood cleanly', async () => {
    expect(await askRaw(`GET http://[ HTTP/1.1\r\nhost: ${own()}\r\nconnection: close\r\n\r\n`)).toContain(' 400 ');
  });
});

describe('other web sites', () => {
  it.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example:80'])(
    'get nothing under the host name %s',
    async (host) => {
      expect((await ask('/overlay', { host })).status).toBe(421);
      expect((await ask(POLL, { host })).status).toBe(421);
    },
  );

  it.each(['localhost', '[::1]', 'LOCALHOST'])('do not keep out the streamer at %s', async (name) => {
    expect((await ask('/overlay', { host: `${name}:${engine.server.port}` })).status).toBe(200);
  });

  it.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('cannot read captions by polling with %o', async (headers) => {
    expect((await ask(POLL, headers)).status).toBe(403);
  });

  const upgradeOf = (origin: string, target = '/socket.io/?EIO=4&transport=websocket'): string =>
    `GET ${target} HTTP/1.1\r\nhost: ${own()}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
    `sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\norigin: ${origin}\r\n\r\n`;

  it('cannot read captions over a web socket', async () => {
    expect(await askRaw(upgradeOf('http://evil.example'))).toContain(' 403 ');
    expect(await askRaw(upgradeOf('null'))).toContain(' 403 ');
  });

  it.each(['/socket.io/?EIO=4&transport=websocket', '/stream', '/elsewhere'])(
    'end nothing where they cut the refusal of a web socket at %s',
    async (target) => {
      for (let count = 0; count < 40; count += 1) {
        const socket = connect(engine.server.port, '127.0.0.1');
        await once(socket, 'connect');
        socket.write(upgradeOf('http://evil.example', target));
        // Half of them before the answer, half of them while it lies there unread.
        if (count % 2 === 1) await systemClock.sleep(2, new AbortController().signal);
        socket.resetAndDestroy();
      }
      expect((await ask(POLL)).status).toBe(200);
    },
  );

  it('do not keep out programs of this machine and the own pages', async () => {
    expect((await ask(POLL)).status).toBe(200);
    expect((await ask(POLL, { origin: `http://${own()}`, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('the port', () => {
  it('is the next free one where the wanted one is taken', async () => {
    const { port } = engine.server;
    await using next = await startPageServer({ port });
    expect(next.server.port).toBeGreaterThan(port);
    expect(next.server.url).toBe(`http://127.0.0.1:${next.server.port}`);
    expect(next.server.notices).toMatchObject([
      {
        code: 'port-moved',
        message: `Port ${port} is taken by another Overlingo (process ${process.pid}), so the address has port ${next.server.port} this time. Addresses with port ${port} that are saved in OBS do not lead here.`,
      },
    ]);
  });

  it('is told to be in use where no other one will do', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const failure = await startPageServer({ port, exactPort: true }).catch((error: unknown) => error);
    blocker.close();
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ code: 'port-in-use' });
    expect((failure as EngineError).message).toContain(`Port ${port} is taken by another program`);
    expect((failure as EngineError).hint).toContain('--port');
  });

  it('is not opened where the pages are missing', async () => {
    const empty = await mkdtemp(path.join(os.tmpdir(), 'overlingo-'));
    const started = createCaptionServer({
      port: 0,
      ...SERVED_FOLDERS,
      pagesFolder: empty,
      state: () => emptySnapshot(),
      log: silentLog,
    });
    await expect(started).rejects.toMatchObject({ code: 'server-failed' });
    await rm(empty, { recursive: true });
  });
});
