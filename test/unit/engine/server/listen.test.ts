import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { listen } from '../../../../src/engine/server/listen.ts';

const host = '127.0.0.1';

async function holdPort(answer?: RequestListener): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer(answer);
  server.listen({ port: 0, host });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server to which the system gives the ports from `from` on only. */
function refused(code: string, from: number): Server {
  const server = createServer();
  const given = server.listen.bind(server);
  server.listen = ((options: { port: number }) => {
    if (options.port >= from) return given({ ...options, port: 0 });
    queueMicrotask(() => server.emit('error', Object.assign(new Error(code), { code })));
    return server;
  }) as Server['listen'];
  return server;
}

/** What became of a wish. */
async function wish(server: Server, port: number, exactPort: boolean): Promise<string> {
  try {
    return (await listen(server, { port, host, exactPort })).moved ?? 'as wanted';
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  } finally {
    server.close();
  }
}

const overlingo: RequestListener = (_request, response) => void response.end('{"name":"overlingo","pid":4711}');

describe('a port that is taken', () => {
  it('is told by whom, where it is another Overlingo, and left for the next one', async () => {
    await using held = await holdPort(overlingo);
    const told = `Port ${held.port} is taken by another Overlingo (process 4711)`;
    expect(await wish(createServer(), held.port, false)).toBe(told);
    expect(await wish(createServer(), held.port, true)).toBe(`port-in-use: ${told}.`);
  });

  it.each([
    ['does not know the question', (_request, response) => void response.writeHead(404).end('no')],
    ['answers what is no JSON', (_request, response) => void response.end('"overlingo')],
    ['answers something else', (_request, response) => void response.end('{"name":"other"}')],
    ['answers without an end', (_request, response) => void response.write('x'.repeat(5000))],
    ['hangs', () => undefined],
  ] as [string, RequestListener][])('is that of another program where it %s', async (_what, answer) => {
    await using held = await holdPort(answer);
    expect(await wish(createServer(), held.port, true)).toContain(`Port ${held.port} is taken by another program`);
  });

  it.runIf(process.platform === 'linux')('tells the process of another program on Linux', async () => {
    await using held = await holdPort();
    expect(await wish(createServer(), held.port, true)).toContain(`(process ${process.pid})`);
  });

  it('has the pages of the same run, where these moved to it', async () => {
    await using held = await holdPort();
    const server = createServer();
    const { moved } = await listen(server, { port: held.port, host, exactPort: false, pagesPort: held.port });
    server.close();
    expect(moved).toBe(`Port ${held.port} is taken by the pages`);
  });
});

describe('a port that this user may not have', () => {
  it('is told as that below 1024, whoever named it', async () => {
    for (const exact of [true, false]) {
      expect(await wish(refused('EACCES', 81), 80, exact)).toBe(
        'port-forbidden: Port 80 may not be used: ports below 1024 are for administrators.',
      );
    }
  });

  it('is left for the next one where the system sets it aside', async () => {
    expect(await wish(refused('EACCES', 7476), 7474, false)).toBe('Port 7474 is reserved by the system');
    expect(await wish(refused('EACCES', 7476), 7474, true)).toContain('port-forbidden: Port 7474 is reserved');
  });

  it('is a failure of the server for other reasons', async () => {
    expect(await wish(refused('EADDRNOTAVAIL', 7475), 7474, false)).toContain('server-failed: The caption server');
  });
});
