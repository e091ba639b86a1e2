import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import os from 'node:os';
import { createLanGuard } from './lan-guard.ts';
import { listen } from './listen.ts';
import type { RequestGuard } from './request-guard.ts';
import type { Certificate } from './self-signed.ts';

/** Lets other devices in, with the token. */
export interface LanOptions {
  /** 0 for any free port; the next free one is taken where it is in use. */
  readonly port: number;
  /** Address to listen on. All IPv4 addresses of this machine when absent. */
  readonly host?: string;
  /** Certificate and key in PEM. Without them browsers refuse the microphone to pages of other devices. */
  readonly tls?: Certificate;
  /** Further names under which devices reach this machine, such as `mypc.example.ts.net`. */
  readonly names?: readonly string[];
}

/** The second door of the server: requests that come in here are never taken for local ones. */
export interface LanListener {
  readonly port: number;
  /** Why it is not the wanted port, as a sentence without its full stop; absent where it is. */
  readonly moved?: string | undefined;
  readonly guard: RequestGuard;
  /** Addresses of this machine at this door, without a slash at the end. */
  readonly origins: readonly string[];
  readonly isFromLan: (request: IncomingMessage) => boolean;
  close(): void;
}

const SERVER_LIMITS = { requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 16_384 } as const;

/**
 * Listens for other devices, and hands their requests to `inner`, the server of this machine.
 * @throws EngineError `port-in-use`, or `server-failed` where the certificate or the address is of no use.
 */
export async function openLanListener(inner: Server, options: LanOptions): Promise<LanListener> {
  const { tls, host = '0.0.0.0', names = [] } = options;
  const outer = tls === undefined ? createHttpServer(SERVER_LIMITS) : createHttpsServer({ ...SERVER_LIMITS, ...tls });
  outer.maxConnections = inner.maxConnections;
  const open = new Set<Socket>();
  outer.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  outer.on('request', (request, response) => inner.emit('request', request, response));
  outer.on('upgrade', (request, socket, head) => inner.emit('upgrade', request, socket, head));

  const { port, moved } = await listen(outer, { port: options.port, host, exactPort: false, pagesPort: portOf(inner) });
  const scheme = tls === undefined ? 'http' : 'https';
  return {
    port,
    moved,
    guard: createLanGuard({ port, secure: tls !== undefined, names: [...ownNames(), ...names] }),
    origins: [...names, ...(host === '0.0.0.0' ? ownAddresses() : [host])].map((name) => `${scheme}://${name}:${port}`),
    isFromLan: ({ socket }) => open.has(socket),
    close() {
      outer.close();
      for (const socket of open) socket.destroy();
    },
  };
}

function portOf(server: Server): number | undefined {
  const address = server.address();
  return typeof address === 'object' ? address?.port : undefined;
}

/** The names under which devices of the same network find this machine, where the network knows names. */
export function ownNames(): string[] {
  const name = os.hostname();
  return [name, name.includes('.') ? name : `${name}.local`, 'localhost'];
}

/** The IPv4 addresses at which other devices may find this machine. */
export function ownAddresses(): string[] {
  return Object.values(os.networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
