import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { Server } from 'socket.io';
import { io as connectPage } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncomingMessage } from 'node:http';
import { demoClip } from '../../../support/clips.ts';
import { NO_PACE, startStreamServer, STEADY, TestClient } from '../../../support/stream-support.ts';
import { expectAll } from '../../../support/expect-all.ts';

const clip = demoClip('es').samples.slice(0, 16_000 * 12);
const TOKEN = 'secret';
const token = { matches: (candidate: unknown) => candidate === TOKEN };

let open: Awaited<ReturnType<typeof startStreamServer>>;

beforeAll(async () => void (open = await startStreamServer({ script: {}, limits: NO_PACE })));
afterAll(() => open[Symbol.asyncDispose]());

/** Sends the clip as float32, and gives back the texts of its finals. */
async function captionsOf(client: TestClient): Promise<string[]> {
  await client.play(clip);
  await client.say({ type: 'end' });
  expect(await client.closed).toMatchObject({ code: 1000 });
  return client.finals.map(({ text }) => text);
}

describe('the streaming endpoint', () => {
  it('listens at once, tells what it took for granted, and sends the rest of the captions after the end', async () => {
    const client = new TestClient(open.url);
    const texts = await captionsOf(client);
    expect(client.messages[0]).toMatchObject({
      type: 'ready',
      format: 'float32',
      language: 'auto',
      sampleRate: 16_000,
    });
    expect(texts.length).toBeGreaterThanOrEqual(3);
    expectAll(client.finals, ({ stable, text, start, end }) => stable === text && start < end && end <= 12);
    expect(client.finals.map(({ language }) => language)).toEqual(texts.map(() => 'en'));
    expectAll(client.captions, ({ final }) => final);
    expect(open.engine.cues).toEqual([]);
  });

  it('hears int16 as it hears float32', async () => {
    await using steady = await startStreamServer({ script: {}, limits: NO_PACE, config: STEADY });
    const floats = new TestClient(steady.url);
    const integers = new TestClient(steady.url);
    await integers.say({ type: 'hello', format: 'int16', language: 'es', name: 'my bot' });
    expect(await integers.next('ready')).toMatchObject({ format: 'int16', language: 'es' });
    await integers.play(clip, 'int16');
    await integers.say({ type: 'end' });
    const texts = await captionsOf(floats);
    expect(await integers.closed).toMatchObject({ code: 1000 });
    const facts = ({ finals }: TestClient) => finals.map(({ text, start, end }) => ({ text, start, end }));
    expect(facts(integers)).toEqual(facts(floats));
    expect(texts.length).toBeGreaterThanOrEqual(3);
  });

  const hello = { type: 'hello' };
  it.each([
    ['text that is no JSON', ['not json'], /JSON/],
    ['a list', ['[]'], /object/],
    ['an unknown type', [{ type: 'start' }], /"hello" or "end"/],
    ['an unknown field', [{ ...hello, lang: 'es' }], /"lang"/],
    ['a wrong format', [{ ...hello, format: 'mp3' }], /float32 or int16/],
    ['a name with a line end', [{ ...hello, name: 'a\nb' }], /one line/],
    ['too many translations', [{ ...hello, translate: ['en', 'de', 'fr', 'it', 'pt'] }], /at most 4/],
    ['an unknown language', [{ ...hello, language: 'tlh' }], /not known/],
    ['a second hello', [hello, hello], /first message/],
    ['half a sample', [new Uint8Array(5)], /not a whole number of float32/],
    ['an empty message', [new Uint8Array(0)], /empty/],
    ['what is no number', [new Float32Array([0, Number.NaN])], /no float32 samples/],
    ['integers as floats', [new Float32Array([0, 12_000])], /int16/],
    ['sound after the end', [{ type: 'end' }, new Float32Array(8)], /after the end/],
  ] as const)('refuses %s with 4400, and others do not notice', async (_name, messages, reason) => {
    const client = new TestClient(open.url);
    const other = new TestClient(open.url);
    const heard = captionsOf(other);
    await client.opened;
    for (const message of messages) {
      const isRaw = typeof message === 'string' || ArrayBuffer.isView(message);
      client.socket.send(isRaw ? message : JSON.stringify(message));
    }
    const closed = await client.closed;
    expect(closed.code).toBe(4400);
    expect(closed.reason).toMatch(reason);
    expect(await client.next('error')).toMatchObject({ message: expect.stringMatching(reason) as string });
    expect((await heard).length).toBeGreaterThanOrEqual(3);
  });

  it('refuses text that is not UTF-8, and broken frames, with 4400', async () => {
    for (const bytes of [
      [0x81, 0x81, 0, 0, 0, 0, 0xff],
      [0xf1, 0x80, 0, 0, 0, 0],
    ]) {
      const client = new TestClient(open.url);
      await client.opened;
      // What the library would never send by itself.
      const connection = Reflect.get(client.socket, '_socket') as Socket;
      connection.write(Buffer.from(bytes));
      expect(await client.closed).toMatchObject({ code: 4400 });
    }
  });

  it('refuses a message that is too large with 4413, without reading it', async () => {
    const client = new TestClient(open.url);
    const other = captionsOf(new TestClient(open.url));
    await client.opened;
    client.socket.send(new Uint8Array(262_148));
    expect(await client.closed).toMatchObject({ code: 4413, reason: expect.stringMatching(/too large/) as string });
    expect(await client.next('error')).toMatchObject({ code: 'too-large' });
    expect((await other).length).toBeGreaterThanOrEqual(3);
  });

  it('takes as many clients as it may, and tells the next one with 4429', async () => {
    await using full = await startStreamServer({ script: {}, limits: { ...NO_PACE, maxClients: 2 } });
    const clients = [new TestClient(full.url), new TestClient(full.url)];
    await Promise.all(clients.map(({ opened }) => opened));
    const extra = new TestClient(full.url);
    expect(await extra.closed).toMatchObject({ code: 4429 });
    for (const client of clients) expect((await captionsOf(client)).length).toBeGreaterThanOrEqual(3);
    expect((await captionsOf(new TestClient(full.url))).length).toBeGreaterThanOrEqual(3);
  });

  it('wants the token, in the header or in the hello, where there is one', async () => {
    await using locked = await startStreamServer({ script: {}, limits: NO_PACE, token });
    const without = new TestClient(locked.url);
    await without.play(clip.subarray(0, 1024));
    expect(await without.closed).toMatchObject({ code: 4401 });
    const wrong = new TestClient(locked.url, { headers: { authorization: 'Bearer guess' } });
    expect(await wrong.closed).toMatchObject({ code: 4401 });
    const wrongHello = new TestClient(locked.url);
    await wrongHello.say({ type: 'hello', token: 'guess' });
    expect(await wrongHello.closed).toMatchObject({ code: 4401 });
    const byHeader = new TestClient(locked.url, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect((await captionsOf(byHeader)).length).toBeGreaterThanOrEqual(3);
    const byHello = new TestClient(locked.url);
    await byHello.say({ type: 'hello', token: TOKEN });
    expect((await captionsOf(byHello)).length).toBeGreaterThanOrEqual(3);
  });

  it('asks no token of requests that need none', async () => {
    await using local = await startStreamServer({ script: {}, limits: NO_PACE, token, needsToken: () => false });
    expect((await captionsOf(new TestClient(local.url))).length).toBeGreaterThanOrEqual(3);
  });

  it.each([
    [{ host: 'evil.example' }, 421],
    [{ origin: 'http://evil.example' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
  ])('refuses a request with %o before it is a connection', async (headers, status) => {
    const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const key = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
    const own = { host: `127.0.0.1:${open.port}` };
    const asked = request({ port: open.port, path: '/stream', headers: { ...own, ...upgrade, ...key, ...headers } });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(status);
  });

  it('lives beside socket.io on one server', async () => {
    await using shared = await startStreamServer({ script: {}, limits: NO_PACE });
    // socket.io cuts connections that nobody has answered by then.
    const io = new Server(shared.http, { destroyUpgradeTimeout: 10 });
    const page = connectPage(`http://127.0.0.1:${shared.port}`, { transports: ['websocket'] });
    const client = new TestClient(shared.url);
    await client.say({ type: 'hello' });
    await new Promise<void>((resolve) => {
      page.once('connect', resolve);
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await captionsOf(client)).length).toBeGreaterThanOrEqual(3);
    expect(page.connected).toBe(true);
    page.disconnect();
    await io.close();
  });

  it('shows the captions on the overlay where it is set to', async () => {
    await using shown = await startStreamServer({ script: {}, limits: NO_PACE, shown: true });
    const client = new TestClient(shown.url);
    await client.say({ type: 'hello', language: 'es', name: 'Ana' });
    const texts = await captionsOf(client);
    expect(shown.engine.cues.map(({ stableText, speaker }) => [stableText, speaker])).toEqual(
      texts.map((text) => [text, 'Ana']),
    );
    expect(shown.engine.currentStatus().counters.finals).toBe(texts.length);
  });

  it('says goodbye with 1001 when the engine or the endpoint stops, and with 1013 while there is no engine', async () => {
    const stopping = await startStreamServer({ script: {}, limits: NO_PACE });
    const first = new TestClient(stopping.url);
    await first.say({ type: 'hello' });
    await first.next('ready');
    await stopping.engine.close();
    expect(await first.closed).toMatchObject({ code: 1001 });
    const late = new TestClient(stopping.url);
    await late.say({ type: 'hello' });
    expect(await late.closed).toMatchObject({ code: 1013 });
    const second = new TestClient(stopping.url);
    await second.opened;
    await stopping.endpoint.close();
    expect(await second.closed).toMatchObject({ code: 1001 });
    expect(stopping.endpoint.clients).toEqual([]);
    await stopping[Symbol.asyncDispose]();

    await using none = await startStreamServer({ script: {}, engine: () => undefined });
    const early = new TestClient(none.url);
    await early.say({ type: 'hello' });
    expect(await early.closed).toMatchObject({ code: 1013 });
  });
});
