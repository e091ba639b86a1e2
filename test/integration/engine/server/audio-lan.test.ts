import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AccessToken } from '../../../../src/engine/server/access-token.ts';
import { createSelfSignedCertificate } from '../../../../src/engine/server/self-signed.ts';
import { CAPTION_NAMESPACE } from '../../../../src/protocol/socket-contract.ts';
import { startAudioServer, type AudioServer } from './audio-support.ts';

const certificate = createSelfSignedCertificate(['127.0.0.1', 'studio.example'], Date.now());

let engine: AudioServer;
let lanUrl = '';

beforeAll(async () => {
  // Everything that comes in at the second door counts as from elsewhere, so that the loopback address will do.
  engine = await startAudioServer({
    lan: { port: 0, host: '127.0.0.1', tls: certificate, names: ['studio.example'] },
  });
  const url = new URL(engine.server.guestUrls('/microphone').find((guest) => guest.includes('127.0.0.1')) ?? '');
  lanUrl = url.origin;
});

afterAll(() => engine[Symbol.asyncDispose]());

const trusting = { ca: certificate.cert } as const;

async function statusOf(target: string, headers: Record<string, string> = {}, origin = lanUrl): Promise<number> {
  // The certificate would be checked against the Host header.
  const asked = request(`${origin}${target}`, {
    ...trusting,
    headers,
    agent: false,
    checkServerIdentity: () => undefined,
  });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}

describe('other devices', () => {
  it('get the address of the page with the token, over https', async () => {
    const urls = engine.server.guestUrls('/microphone');
    expect(urls).toHaveLength(2);
    for (const url of urls) {
      expect(url).toMatch(/^https:\/\/(127\.0\.0\.1|studio\.example):\d+\/microphone#token=[\w-]{32}$/);
      expect(url.endsWith(engine.server.token.value)).toBe(true);
    }
    expect(await statusOf('/microphone')).toBe(200);
    expect(await statusOf('/microphone-worklet.js')).toBe(200);
  });

  it('may name this machine by any address and its names, and by no other name', async () => {
    const { port } = new URL(lanUrl);
    for (const name of ['192.168.1.5', '[fe80::1]', 'studio.example', 'STUDIO.example', 'localhost']) {
      expect(await statusOf('/microphone', { host: `${name}:${port}` })).toBe(200);
    }
    for (const host of [`evil.example:${port}`, '192.168.1.5', `192.168.1.5:${Number(port) + 1}`, 'a b']) {
      expect(await statusOf('/microphone', { host })).not.toBe(200);
    }
  });

  it('send sound with the token only, also from a page of this server', async () => {
    const headers = { origin: lanUrl, 'sec-fetch-site': 'same-origin' };
    const without = engine.open({ ...trusting, extraHeaders: headers }, lanUrl);
    await vi.waitFor(() => expect(without.errors).toEqual(['unauthorized']));
    const auth = { token: engine.server.token.value };
    const page = engine.open({ ...trusting, extraHeaders: headers, auth }, lanUrl);
    expect(await page.hello()).toMatchObject({ ok: true });
    page.say(0, 8);
    await vi.waitFor(() => expect(page.heard).toEqual([7]));
    page.page.disconnect();
  });

  it('are kept out with the origin of another site, or of the pages of this machine', async () => {
    const auth = { token: engine.server.token.value };
    for (const origin of ['https://evil.example', engine.server.url, 'null', lanUrl.replace('https', 'http')]) {
      const page = engine.open({ ...trusting, extraHeaders: { origin }, auth }, lanUrl);
      await vi.waitFor(() => expect(page.errors[0]).toContain('websocket error'));
    }
  });

  it('read captions with the token only', async () => {
    const connect = (auth: object): Promise<string> =>
      new Promise((resolve) => {
        const socket = io(`${lanUrl}${CAPTION_NAMESPACE}`, {
          ...trusting,
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          auth,
        });
        const end = (how: string): void => {
          socket.close();
          resolve(how);
        };
        socket.on('snapshot', () => end('snapshot'));
        socket.on('connect_error', ({ message }) => end(message));
      });
    expect(await connect({})).toBe('token-wrong');
    expect(await connect({ token: engine.server.token.value })).toBe('snapshot');
  });

  it('lose the captions when the token is renewed, and do not get them back', async () => {
    await using own = await startAudioServer({ lan: { port: 0, host: '127.0.0.1', tls: certificate } });
    const [url = ''] = own.server.guestUrls('/overlay');
    const { origin, hash } = new URL(url);
    const page = io(`${origin}${CAPTION_NAMESPACE}`, {
      ...{ ...trusting, transports: ['websocket'], forceNew: true },
      auth: { token: new URLSearchParams(hash.slice(1)).get('token') },
    });
    await new Promise((resolve) => page.once('snapshot', resolve));
    own.server.token.renew();
    await new Promise((resolve) => page.once('disconnect', resolve));
    const again = new Promise<Error>((resolve) => page.once('connect_error', resolve));
    page.connect();
    expect((await again).message).toBe('token-wrong');
    page.close();
  });

  it('are not let in unless it is asked for', async () => {
    await using closed = await startAudioServer();
    expect(closed.server.guestUrls('/microphone')).toEqual([]);
  });
});

describe('a token', () => {
  it('matches itself and nothing else, until it is renewed', () => {
    const token = new AccessToken();
    const { value } = token;
    expect(value).toMatch(/^[\w-]{32}$/);
    expect(token.matches(value)).toBe(true);
    for (const other of ['', value.slice(1), `${value}=`, value.toUpperCase(), undefined, null, [value], { value }]) {
      expect(token.matches(other)).toBe(false);
    }
    token.renew();
    expect(token.matches(value)).toBe(false);
    expect(new AccessToken('kept').matches('kept')).toBe(true);
    expect(JSON.stringify(token)).toBe('{}');
  });
});
