import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccessToken } from '../../../../src/engine/server/access-token.ts';
import type { ControlledRun } from '../../../../src/engine/server/control/controlled-run.ts';
import type { ControlCommand, ControlState } from '../../../../src/protocol/control-contract.ts';
import { eventually } from '../../../../src/testing/eventually.ts';
import { final, partial, utteranceId } from '../../../support/caption-builders.ts';
import { startPageServer, type PageServer } from '../../../support/page-server.ts';

const STATE: ControlState = {
  ...{ listening: true, shown: true, held: false, preset: null },
  ...{ sources: [], targetLanguages: [], translators: [], overlay: {}, presets: [], themes: [] },
};

const commands: ControlCommand[] = [];
const token = new AccessToken();

/** A run that takes note of what it is told. */
const run: ControlledRun = {
  state: () => STATE,
  lines: () => ['a', 'b', 'c'].map((id) => ({ utteranceId: utteranceId(id) }) as never),
  run: async (command) => {
    commands.push(command);
    return Promise.resolve(
      command.type === 'preset' && command.name === 'none'
        ? { ok: false, code: 'usage', message: 'There is no preset "none".' }
        : { ok: true, message: 'Done.' },
    );
  },
  onChange: () => () => undefined,
  watchLevels: () => () => undefined,
};

let engine: PageServer;
beforeAll(async () => void (engine = await startPageServer({ control: run, remote: true, token })));
afterAll(() => engine.server.close());
beforeEach(() => void commands.splice(0));

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly at?: PageServer;
}

async function ask(path: string, { method = 'GET', headers = {}, body = '', at = engine }: Asked = {}) {
  const { port } = at.server;
  const asked = request({ host: '127.0.0.1', port, path: `/api/v1${path}`, method, headers, agent: false });
  asked.on('error', () => undefined);
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  const isJson = (response.headers['content-type'] ?? '').includes('json') && text !== '';
  const answer = (isJson ? JSON.parse(text) : text) as Readonly<Record<string, unknown>>;
  return { status: response.statusCode, headers: response.headers, answer };
}

const bearer = { authorization: `Bearer ${token.value}` };
const own = (): Record<string, string> => ({ origin: engine.server.url, 'sec-fetch-site': 'same-origin' });
const json = { 'content-type': 'application/json' };

describe('the requests of programs', () => {
  it.each([
    ['/captions/off', { type: 'show', to: 'off' }],
    ['/listen/toggle', { type: 'listen', to: 'toggle' }],
    ['/listen/off?source=mic1', { type: 'listen', to: 'off', sourceId: 'mic1' }],
    ['/clear', { type: 'clear' }],
    ['/hold?seconds=2.5', { type: 'hold', forMs: 2500 }],
    ['/preset/My%20look', { type: 'preset', name: 'My look' }],
    ['/preset', { type: 'preset', name: null }],
    ['/language/pt-BR', { type: 'look', parameters: { lang: 'pt-BR' } }],
    ['/spoken-language/de,en', { type: 'spoken-language', language: 'de,en' }],
    ['/translator/deepl', { type: 'translator', name: 'deepl' }],
    ['/chapter?name=Boss', { type: 'chapter', name: 'Boss' }],
    ['/undo/', { type: 'undo' }],
  ])('%s is a command, by GET and POST, with the token in a header or in the path', async (path, command) => {
    expect(await ask(path, { headers: bearer })).toMatchObject({ status: 200, answer: { ok: true, message: 'Done.' } });
    expect(await ask(path, { headers: bearer, method: 'POST' })).toMatchObject({ status: 200 });
    expect(await ask(`/t/${token.value}${path}`)).toMatchObject({ status: 200 });
    expect(commands).toEqual([command, command, command]);
  });

  it('take JSON where there is something to say', async () => {
    const body = JSON.stringify({ theme: 'neon', size: 60, status: true, position: null });
    expect(await ask('/look', { method: 'POST', headers: { ...bearer, ...json }, body })).toMatchObject({
      status: 200,
    });
    const parameters = { theme: 'neon', size: '60', status: 'true', position: null };
    expect(commands).toEqual([{ type: 'look', parameters }]);
  });

  it('are told how the run is, and what was said', async () => {
    expect(await ask('/status', { headers: bearer })).toMatchObject({ status: 200, answer: { state: STATE } });
    const lines = await ask('/lines?count=2', { headers: bearer });
    expect(lines.answer).toEqual([{ utteranceId: 'b' }, { utteranceId: 'c' }]);
    expect(await ask('/status', { headers: bearer, method: 'HEAD' })).toMatchObject({ status: 200, answer: '' });
  });

  it.each([
    ['/nothing', {}, 404, 'not-found'],
    ['/captions/maybe', {}, 400, 'malformed'],
    ['/hold', {}, 400, 'malformed'],
    ['/hold?seconds=61', {}, 400, 'malformed'],
    ['/lines?count=0', {}, 400, 'malformed'],
    ['/preset/none', {}, 400, 'usage'],
    ['/preset/%c0', {}, 404, 'not-found'],
    ['/look', {}, 405, 'method-not-allowed'],
    ['/clear', { method: 'DELETE' }, 405, 'method-not-allowed'],
    ['/clear', { method: 'HEAD' }, 405, undefined],
    ['/status', { method: 'POST' }, 405, 'method-not-allowed'],
    ['/look', { method: 'POST', body: '{}' }, 415, 'unsupported-type'],
    ['/look', { method: 'POST', body: '{', headers: json }, 400, 'malformed'],
    ['/look', { method: 'POST', body: '[]', headers: json }, 400, 'malformed'],
    ['/look', { method: 'POST', body: '{"__proto__":"x"}', headers: json }, 400, 'malformed'],
    ['/look', { method: 'POST', body: '{"constructor":"x"}', headers: json }, 400, 'malformed'],
    ['/look', { method: 'POST', body: JSON.stringify({ theme: 'x'.repeat(17_000) }), headers: json }, 413, 'too-large'],
    ['/clear', { method: 'POST', body: 'x'.repeat(17_000) }, 413, 'too-large'],
  ] as const)('get a reason for %s %j', async (path, asked, status, code) => {
    const { headers = {} } = asked as Asked;
    const { answer, ...told } = await ask(path, { ...asked, headers: { ...headers, ...bearer } });
    expect({ status: told.status, code: answer['code'] }).toEqual({ status, code });
    if (status === 405) expect(told.headers.allow).toMatch(/GET|POST/u);
    expect(commands.filter(({ type }) => type !== 'preset')).toEqual([]);
  });
});

describe('who may ask', () => {
  it('is a page of this server, which changes something by POST only', async () => {
    expect(await ask('/status', { headers: own() })).toMatchObject({ status: 200 });
    expect(await ask('/clear', { headers: own(), method: 'POST' })).toMatchObject({ status: 200 });
    // An image or a style of a theme asks like this.
    expect(await ask('/clear', { headers: { 'sec-fetch-site': 'same-origin' } })).toMatchObject({ status: 401 });
    expect(commands).toHaveLength(1);
  });

  it.each([
    ['nobody without a token', '/clear', {}, 401],
    ['nobody with a wrong one', '/clear', { authorization: 'Bearer x' }, 401],
    ['nobody with a wrong one in the path', '/t/x/clear', {}, 401],
    ['no page of another site', '/clear', { origin: 'https://a.b', ...bearer }, 403],
    ['no image on another site', '/clear', { 'sec-fetch-site': 'cross-site' }, 403],
    ['not even one that knows the token', `/t/${token.value}/clear`, { 'sec-fetch-site': 'cross-site' }, 403],
    ['no page of another port', '/clear', { 'sec-fetch-site': 'same-site', ...bearer }, 403],
    ['no name that points here', '/clear', { host: 'evil.example', ...bearer }, 421],
    ['no token in a query', `/clear?token=${token.value}`, {}, 400],
  ])('is %s', async (_who, path, headers, status) => {
    for (const method of ['GET', 'POST']) expect((await ask(path, { headers, method })).status).toBe(status);
    expect(commands).toEqual([]);
  });

  it('is no program where none are let in, with any token', async () => {
    await using closed = await startPageServer({ control: run, token });
    expect(await ask('/status', { at: closed, headers: bearer })).toMatchObject({
      status: 401,
      answer: { message: expect.stringContaining('--remote') as string },
    });
  });

  it('is nobody on another device, with any token', async () => {
    await using open = await startPageServer({
      control: run,
      remote: true,
      token,
      lan: { port: 0, host: '127.0.0.1' },
    });
    const [address = ''] = open.server.guestUrls('/overlay');
    const response = await fetch(`${new URL(address).origin}/api/v1/status`, { headers: bearer });
    expect(response.status).toBe(403);
  });

  it('is not told of a path where there is nothing to control', async () => {
    await using bare = await startPageServer({ token });
    expect((await ask('/status', { at: bare, headers: bearer })).status).toBe(404);
  });

  it('is asked to be slower after a flood, which those without a right cannot make', async () => {
    await using flooded = await startPageServer({ control: run, remote: true, token });
    const at = { at: flooded };
    for (let index = 0; index < 250; index += 1) await ask('/clear', at);
    expect((await ask('/status', { ...at, headers: bearer })).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask('/status', { ...at, headers: bearer })));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(20);
  });
});

/** Opens a connection and sends raw bytes. */
function open(bytes: string): { readonly socket: Socket; readonly text: () => string } {
  const socket = connect(engine.server.port, '127.0.0.1');
  let text = '';
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => (text += chunk.toString('utf8')));
  socket.write(bytes);
  return { socket, text: () => text };
}

const head = (path: string, more = ''): string =>
  `GET /api/v1/t/${token.value}${path} HTTP/1.1\r\nhost: 127.0.0.1:${engine.server.port}\r\n${more}\r\n`;

describe('server-sent events', () => {
  it('tell finals as they come, and from where a reader left off', async () => {
    const reader = open(head('/events'));
    await eventually(() => expect(reader.text()).toContain('event: state'));
    engine.say(partial('x', 1, 'Not yet'), final('x', 2, 'First.'), final('y', 1, 'Second.'));
    await eventually(() => expect(reader.text()).toContain('Second.'));
    expect(reader.text()).not.toContain('Not yet');
    const [first = ''] = /(?<=id: )\S+(?=\nevent: caption)/u.exec(reader.text()) ?? [];
    reader.socket.destroy();
    engine.say(final('z', 1, 'Third.'));
    const back = open(head('/events?partials=1', `last-event-id: ${first}\r\n`));
    await eventually(() => expect(back.text()).toContain('Third.'));
    expect(back.text()).toContain('Second.');
    expect(back.text()).not.toContain('First.');
    engine.say(partial('p', 1, 'Still talking'));
    await eventually(() => expect(back.text()).toContain('Still talking'));
    back.socket.destroy();
  });

  it('end for a reader that does not read, and leave room for others', async () => {
    const lazy = open(head('/events'));
    await eventually(() => expect(lazy.text()).toContain('event: state'));
    lazy.socket.pause();
    const closed = once(lazy.socket, 'close');
    for (let index = 0; index < 4000; index += 1) engine.say(final(`long${index}`, 1, 'x'.repeat(4000)));
    lazy.socket.on('data', () => undefined);
    lazy.socket.resume();
    await closed;
    const other = open(head('/events'));
    await eventually(() => expect(other.text()).toContain('event: state'));
    other.socket.destroy();
  });

  it('are for a few readers at once', async () => {
    const readers = Array.from({ length: 16 }, () => open(head('/events')));
    await eventually(() => expect(readers.map(({ text }) => text().includes('event: state'))).not.toContain(false));
    expect((await ask('/events', { headers: bearer })).status).toBe(429);
    for (const { socket } of readers) socket.destroy();
    await eventually(async () => {
      const next = open(head('/events'));
      await once(next.socket, 'data');
      next.socket.destroy();
      expect(next.text()).toContain('event-stream');
    });
  });
});

it('a body that never ends is given up', async () => {
  const slow = open(
    `POST /api/v1/look HTTP/1.1\r\nhost: 127.0.0.1:${engine.server.port}\r\ncontent-type: application/json\r\n` +
      `authorization: Bearer ${token.value}\r\ncontent-length: 100\r\n\r\n{`,
  );
  await once(slow.socket, 'close');
  expect(slow.text()).not.toContain('200 OK');
  expect((await ask('/status', { headers: bearer })).status).toBe(200);
});

it('the description of the API is valid, and lists every path', async () => {
  const { answer } = await ask('/openapi.json');
  const result = await new Validator().validate(structuredClone(answer));
  expect(result).toMatchObject({ valid: true });
  expect(Object.keys(answer['paths'] as object)).toContain('/captions/{to}');
  expect(JSON.stringify(answer)).not.toContain(token.value);
});
