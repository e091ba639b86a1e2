import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { io } from 'socket.io-client';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';
import { startAudience, type AudienceServer } from '../../../../support/audience-server.ts';
import { final } from '../../../../support/caption-builders.ts';
import { TestViewer } from './audience-support.ts';

const urlOf = ({ door }: AudienceServer): string => `http://127.0.0.1:${door.port}`;
const SOCKET = '/socket.io/?EIO=4&transport=websocket';

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

async function ask(
  { door }: AudienceServer,
  target: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port: door.port, path: target, method, headers, agent: false });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

/** The first line of the answer to a request to open a WebSocket. */
async function askForSocket({ door }: AudienceServer, headers: Record<string, string>): Promise<string> {
  const socket = connect(door.port, '127.0.0.1');
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  const all = { host: `127.0.0.1:${door.port}`, upgrade: 'websocket', connection: 'Upgrade', ...headers };
  const lines = Object.entries({
    ...all,
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-version': '13',
  });
  socket.write(`GET ${SOCKET} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  await vi.waitFor(() => expect(text).toContain('\r\n'));
  socket.destroy();
  return text.split('\r\n')[0] ?? '';
}

/** A viewer that says what it likes. */
async function rawViewer({ door }: AudienceServer): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}${SOCKET}`);
  socket.on('error', () => undefined);
  let heard = '';
  socket.on('message', (data: Buffer) => (heard += data.toString()));
  await once(socket, 'open');
  socket.send('40/audience,');
  await vi.waitFor(() => expect(heard).toContain('"about"'));
  return socket;
}

/** Others go on whatever somebody does. */
async function expectOthersUnharmed(server: AudienceServer, harm: () => Promise<void>): Promise<void> {
  using other = new TestViewer(urlOf(server));
  await vi.waitFor(() => expect(other.about?.live).toBe(true));
  const before = server.door.refused;
  await harm();
  await vi.waitFor(() => expect(server.door.refused).toBeGreaterThan(before));
  server.say(final('after', 1, 'Still here.'));
  await vi.waitFor(() => expect(other.lines).toEqual(['Still here.']));
  expect(other.catchUps).toHaveLength(1);
}

describe('what viewers can reach', () => {
  it.each([
    ['/watch', 'text/html'],
    ['/watch/', 'text/html'],
    ['/watch.js', 'text/javascript'],
    ['/watch.css', 'text/css'],
    ['/favicon.svg', 'image/svg+xml'],
    ['/fonts/fonts.css', 'text/css'],
  ])('has %s as %s, with strict headers', async (target, type) => {
    await using server = await startAudience();
    const { status, headers } = await ask(server, target);
    expect([status, headers['content-type']?.startsWith(type)]).toEqual([200, true]);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    const own = `127.0.0.1:${server.door.port}`;
    expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://${own} wss://${own};`);
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it('leads from the root to the page', async () => {
    await using server = await startAudience();
    expect(await ask(server, '/')).toMatchObject({ status: 302, headers: { location: '/watch' } });
  });

  it('has nothing else, and counts who asks', async () => {
    await using server = await startAudience();
    const others = [
      ...[
        '/overlay',
        '/demo',
        '/microphone',
        '/control',
        '/dock',
        '/api/v1/status',
        '/stream',
        '/watch-code',
        '/healthz',
      ],
      ...[
        '/overlay.js',
        '/themes/neon.css',
        '/run-info',
        '/run.json',
        '/../package.json',
        '/fonts/..%2f..%2fpackage.json',
      ],
      ...['/fonts/../../package.json', '//watch/../../etc/passwd', '/fonts/', '/watch.js.map', '/%00', '/%'],
    ];
    const statuses = await Promise.all(others.map(async (target) => (await ask(server, target)).status));
    expect(statuses).toEqual(others.map(() => 404));
    expect(server.door.refused).toBe(others.length);
  });

  it('is read only', async () => {
    await using server = await startAudience();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await ask(server, '/watch', {}, method)).status).toBe(405);
  });

  it.each(['/captions', '/audio-in', '/control', '/'])('has no namespace %s', async (name) => {
    await using server = await startAudience();
    await expectOthersUnharmedBy(server, async () => {
      const socket = io(`${urlOf(server)}${name}`, { transports: ['websocket'], forceNew: true, reconnection: false });
      const [error] = await Promise.race([
        new Promise<[Error]>((resolve) => socket.on('connect_error', (found) => resolve([found]))),
        new Promise<[undefined]>((resolve) => socket.on('connect', () => resolve([undefined]))),
      ]);
      socket.disconnect();
      expect(error).toBeInstanceOf(Error);
    });
  });

  it('answers to names that are set up only', async () => {
    await using server = await startAudience({ hosts: ['captions.example.org'] });
    expect((await ask(server, '/watch', { host: 'evil.example' })).status).toBe(421);
    const named = await ask(server, '/watch', { host: 'captions.example.org' });
    expect(named.status).toBe(200);
    expect(named.headers['content-security-policy']).toContain('wss://captions.example.org:*');
    expect(await askForSocket(server, { host: 'evil.example' })).toContain('421');
    expect(await askForSocket(server, { host: 'captions.example.org' })).toContain('101');
    expect(server.door.refused).toBe(2);
  });

  it('is of no use to pages of other sites', async () => {
    await using server = await startAudience();
    expect(await askForSocket(server, { origin: 'https://evil.example' })).toContain('403');
    expect(await askForSocket(server, { 'sec-fetch-site': 'cross-site' })).toContain('403');
    expect(await askForSocket(server, { origin: `http://127.0.0.1:${server.door.port}` })).toContain('101');
  });

  it('speaks WebSocket only, so that no balancer needs to know who is who', async () => {
    await using server = await startAudience();
    expect((await ask(server, '/socket.io/?EIO=4&transport=polling')).status).toBe(400);
  });
});

/** As `expectOthersUnharmed`, where nothing is counted. */
async function expectOthersUnharmedBy(server: AudienceServer, harm: () => Promise<void>): Promise<void> {
  using other = new TestViewer(urlOf(server));
  await vi.waitFor(() => expect(other.about?.live).toBe(true));
  await harm();
  server.say(final('after', 1, 'Still here.'));
  await vi.waitFor(() => expect(other.lines).toEqual(['Still here.']));
}

describe('a viewer that means harm', () => {
  it.each([
    ['a message that is too large', (): string[] => [`42/audience,["choose","${'x'.repeat(5000)}"]`]],
    ['arguments that are none', (): string[] => ['42/audience,1["choose",{"length":3},[]]']],
    ['an id that is none', (): string[] => ['42/audience,1["choose","source","1-1\\u0000"]']],
    ['no way to answer', (): string[] => ['42/audience,["choose","source",""]']],
    [
      'choices without end',
      (): string[] => Array.from({ length: 30 }, (_, id) => `42/audience,${id}["choose","fr",""]`),
    ],
    ['messages that nobody knows', (): string[] => Array.from({ length: 100 }, () => '42/audience,["say","hello"]')],
    ['pings without end', (): string[] => Array.from({ length: 100 }, () => '3')],
  ])('and sends %s, is cut off and counted, and others go on', async (_what, packets) => {
    await using server = await startAudience();
    await expectOthersUnharmed(server, async () => {
      const socket = await rawViewer(server);
      const closed = once(socket, 'close');
      for (const packet of packets()) socket.send(packet);
      await closed;
    });
  });

  it('takes no more places than one address may have', async () => {
    await using server = await startAudience({ limitOfOneAddress: 3, proxies: ['loopback'] });
    const flood = Array.from(
      { length: 6 },
      () => new TestViewer(urlOf(server), 'source', { 'x-forwarded-for': '203.0.113.1' }),
    );
    using other = new TestViewer(urlOf(server), 'source', { 'x-forwarded-for': '203.0.113.2' });
    await vi.waitFor(() => expect(other.about?.live).toBe(true));
    await vi.waitFor(() => expect(server.door.refused).toBeGreaterThanOrEqual(3));
    expect(server.door.hall.viewers).toBe(4);
    for (const viewer of flood) viewer[Symbol.dispose]();
  });

  it('finds no place where all are taken, and gets the next one', async () => {
    await using server = await startAudience({ limit: 2 });
    const first = new TestViewer(urlOf(server));
    using second = new TestViewer(urlOf(server));
    await vi.waitFor(() => expect(server.door.hall.viewers).toBe(2));
    using third = new TestViewer(urlOf(server));
    await new Promise((resolve) => third.socket.once('connect_error', resolve));
    expect(server.door.hall.viewers).toBe(2);
    first[Symbol.dispose]();
    await vi.waitFor(() => expect(third.about?.live).toBe(true));
    expect(second.socket.connected).toBe(true);
  });

  it('asks too fast alone: others of the same proxy do not wait for it', async () => {
    // Time stands still, so that what may come at once is all that may come.
    await using server = await startAudience({ proxies: ['loopback'], clock: new ManualClock() });
    const flood = { 'x-forwarded-for': '203.0.113.1' };
    const statuses: number[] = [];
    while (statuses.length < 440) {
      const answers = await Promise.all(Array.from({ length: 40 }, () => ask(server, '/watch', flood)));
      statuses.push(...answers.map(({ status }) => status));
    }
    const refused = statuses.filter((status) => status === 429).length;
    expect(refused).toBe(40);
    expect((await ask(server, '/watch', { 'x-forwarded-for': '203.0.113.2' })).status).toBe(200);
    expect(server.door.refused).toBeGreaterThanOrEqual(refused);
  });

  it('cannot say that it is somebody else where no proxy is trusted', async () => {
    await using server = await startAudience({ limitOfOneAddress: 1 });
    using first = new TestViewer(urlOf(server), 'source', { 'x-forwarded-for': '203.0.113.1' });
    await vi.waitFor(() => expect(first.about?.live).toBe(true));
    using second = new TestViewer(urlOf(server), 'source', { 'x-forwarded-for': '203.0.113.2' });
    await vi.waitFor(() => expect(server.door.refused).toBeGreaterThan(0));
    expect(second.about).toBeUndefined();
  });
});
