import { createServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createWireServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectionFault, neverSent } from '../../../../../src/engine/pipeline/network/connection-fault.ts';
import { OutgoingConnections } from '../../../../../src/engine/pipeline/network/outgoing-fetch.ts';
import { PROXY_VARIABLES } from '../../../../../src/engine/pipeline/network/proxy-rules.ts';
import { createSelfSignedCertificate, type Certificate } from '../../../../../src/engine/server/self-signed.ts';
import { startProxyServer } from '../../../../support/proxy-server.ts';

let connections: OutgoingConnections;
const servers: Server[] = [];
const closers: (() => void)[] = [];

beforeEach(() => {
  connections = new OutgoingConnections();
  for (const name of PROXY_VARIABLES) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  connections.close();
  for (const close of closers.splice(0)) close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function plainServer(): Promise<number> {
  return listen(
    createServer((request, response) => {
      request.setEncoding('utf8').on('data', () => undefined);
      request.on('end', () => response.end(`${request.method} ${request.headers.host} ${request.url}`));
    }),
  );
}

function secureServer(certificate: Certificate): Promise<number> {
  return listen(createHttpsServer(certificate, (_, response) => response.end()));
}

async function faultOf(address: string, init?: RequestInit) {
  const error: unknown = await connections.fetch(address, init).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return { ...connectionFault(error), neverSent: neverSent(error) };
}

describe('a request that leaves the program', () => {
  it.each(['http_proxy', 'HTTP_PROXY', 'ALL_PROXY'])('goes through the proxy of %s, whole', async (name) => {
    await using proxy = await startProxyServer({ port: await plainServer() });
    vi.stubEnv(name, proxy.url.replace('//', '//ana:s%40cret@'));
    const response = await connections.fetch('http://api.test/v1?q=1', { method: 'POST', body: '{}' });
    expect(await response.text()).toBe('POST api.test /v1?q=1');
    expect(proxy.seen).toEqual(['POST http://api.test/v1?q=1']);
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('ana:s@cret').toString('base64')}`]);
  });

  it('goes through a tunnel of the proxy where it is encrypted, and trusts nobody on the way', async () => {
    const port = await secureServer(createSelfSignedCertificate(['api.test'], Date.now()));
    await using proxy = await startProxyServer({ port });
    vi.stubEnv('https_proxy', proxy.url.replace('//', '//ana:secret@'));
    expect(await faultOf('https://api.test/v1')).toMatchObject({
      reason: 'its certificate is self-signed',
      neverSent: true,
    });
    expect(proxy.seen).toEqual(['CONNECT api.test:443']);
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('ana:secret').toString('base64')}`]);
  });

  it('goes straight to this computer, and to what NO_PROXY names', async () => {
    const port = await plainServer();
    await using proxy = await startProxyServer({ port });
    vi.stubEnv('ALL_PROXY', proxy.url);
    for (const host of ['127.0.0.1', 'localhost'])
      expect((await connections.fetch(`http://${host}:${port}/`)).ok).toBe(true);
    vi.stubEnv('NO_PROXY', 'nowhere.invalid');
    expect((await faultOf('http://nowhere.invalid/')).reason).toContain('its name was not found');
    expect(proxy.seen).toEqual([]);
  });

  it.each([
    ['http', 407, 'wants a user name and a password (HTTP 407)'],
    ['http', 502, 'could not reach it (HTTP 502)'],
    ['http', 504, 'could not reach it (HTTP 504)'],
    ['https', 407, 'wants a user name and a password (HTTP 407)'],
    ['https', 502, 'could not reach it (HTTP 502)'],
    ['https', 403, 'did not let the request through (HTTP 403)'],
  ] as const)('by %s that the proxy answers with %d fails by the proxy', async (scheme, status, words) => {
    await using proxy = await startProxyServer({ port: 1, answer: () => status });
    vi.stubEnv('ALL_PROXY', proxy.url.replace('//', '//ana:secret@'));
    const { host } = new URL(proxy.url);
    const fault = await faultOf(`${scheme}://api.test/v1`);
    expect(fault).toMatchObject({ reason: `the proxy at ${host} ${words}`, neverSent: true });
    expect(JSON.stringify(fault)).not.toContain('secret');
  });

  it.each(['http', 'https'])('by %s fails by the proxy where that is not there', async (scheme) => {
    const proxy = await startProxyServer({ port: 1 });
    await proxy[Symbol.asyncDispose]();
    vi.stubEnv('ALL_PROXY', proxy.url);
    const { host } = new URL(proxy.url);
    expect(await faultOf(`${scheme}://api.test/`)).toMatchObject({
      reason: `the proxy at ${host} could not be reached, because nothing answers at its address`,
      neverSent: true,
    });
    vi.stubEnv('ALL_PROXY', 'http://proxy.invalid:3128');
    expect((await faultOf(`${scheme}://api.test/`)).reason).toMatch(/^the proxy at proxy\.invalid:3128 .*not found/u);
    vi.stubEnv('ALL_PROXY', 'socks5://127.0.0.1:1080');
    expect((await faultOf(`${scheme}://api.test/`)).reason).toContain('of the kind socks5');
  });

  it('passes on what a server says that is no word of the proxy', async () => {
    const port = await listen(createServer((_, response) => response.writeHead(503).end()));
    await using proxy = await startProxyServer({ port });
    vi.stubEnv('HTTP_PROXY', proxy.url);
    expect((await connections.fetch('http://api.test/')).status).toBe(503);
  });

  it('tells what is wrong with a certificate, and with what is none', async () => {
    const dayMs = 86_400_000;
    const self = await secureServer(createSelfSignedCertificate(['localhost'], Date.now()));
    expect(await faultOf(`https://localhost:${self}/`)).toMatchObject({
      reason: 'its certificate is self-signed',
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') as string,
    });
    const old = await secureServer(createSelfSignedCertificate(['localhost'], Date.now() - 20_000 * dayMs));
    expect((await faultOf(`https://localhost:${old}/`)).reason).toMatch(/certificate/u);
    expect((await faultOf(`https://127.0.0.1:${await plainServer()}/`)).reason).toBe('it does not speak https');
  });
});

describe('a plain request to a server that wants https', () => {
  /** Answers the first bytes of each connection. */
  async function wireServer(answer: string | Buffer): Promise<number> {
    const server = createWireServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(answer));
    });
    closers.push(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  const refusal = (text: string): string =>
    `HTTP/1.1 400 Bad Request\r\ncontent-length: ${text.length}\r\nconnection: close\r\n\r\n${text}`;

  it.each([
    ['Go', 'Client sent an HTTP request to an HTTPS server.\n'],
    ['nginx', '<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>'],
  ])('of %s is told to use it', async (_, text) => {
    const port = await wireServer(refusal(text));
    expect(await faultOf(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' })).toMatchObject({
      reason: 'it speaks https only',
      hint: 'Let its address begin with https://.',
    });
  });

  it('of Node, which says nothing, is told to look at that', async () => {
    const port = await secureServer(createSelfSignedCertificate(['127.0.0.1'], Date.now()));
    expect(await faultOf(`http://127.0.0.1:${port}/`)).toMatchObject({
      reason: 'the connection broke off without an answer',
      hint: expect.stringContaining('let its address begin with https://') as string,
    });
  });

  it('that answers in its own protocol is told to use it', async () => {
    const alert = Buffer.from([0x15, 3, 1, 0, 2, 2, 0x50]);
    expect(await faultOf(`http://127.0.0.1:${await wireServer(alert)}/`)).toMatchObject({
      reason: 'what answers does not speak http',
      hint: 'Check the port. Let its address begin with https://.',
    });
  });

  it('is no other refusal, which is passed on whole', async () => {
    const port = await wireServer(refusal('The model is not known.'));
    const response = await connections.fetch(`http://127.0.0.1:${port}/`);
    expect([response.status, await response.text()]).toEqual([400, 'The model is not known.']);
  });
});

describe('what an error of the network means', () => {
  const coded = (code: string): Error =>
    new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });

  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is signed by an authority that this computer does not know'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is signed by an authority that this computer does not know'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate is signed by an authority that this computer does not know'],
    ['CERT_HAS_EXPIRED', 'its certificate has expired'],
    ['CERT_NOT_YET_VALID', 'its certificate is not valid yet'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
    ['HOSTNAME_MISMATCH', 'its certificate is not trusted (HOSTNAME_MISMATCH)'],
    ['CERT_SIGNATURE_FAILURE', 'its certificate is not trusted (CERT_SIGNATURE_FAILURE)'],
    ['EPROTO', 'no encrypted connection could be made (EPROTO)'],
  ])('%s: %s, and nothing was sent', (code, reason) => {
    expect(connectionFault(coded(code))).toMatchObject({ reason, hint: expect.any(String) as string });
    expect(neverSent(coded(code))).toBe(true);
  });

  it.each([
    ['ECONNREFUSED', 'nothing answers at its address', true],
    ['ENOTFOUND', 'its name was not found; this computer may be offline', true],
    ['ENETUNREACH', 'this network has no route to it', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'the connection timed out', true],
    ['ECONNRESET', 'the connection broke off', false],
    ['UND_ERR_SOCKET', 'the connection broke off', false],
    ['UND_ERR_HEADERS_TIMEOUT', 'the answer timed out', false],
    ['EODD', 'the connection failed (EODD)', false],
  ])('%s: %s; never sent: %s', (code, reason, unsent) => {
    expect(connectionFault(coded(code)).reason).toBe(reason);
    expect(neverSent(coded(code))).toBe(unsent);
  });

  it('that is no error of the network has no words of its own', () => {
    expect(connectionFault(new Error('Hola amigos')).reason).toBe('the connection failed');
    expect(connectionFault('Hola')).toMatchObject({ reason: 'the connection failed', timedOut: false });
  });
});
