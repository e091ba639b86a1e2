import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import os from 'node:os';
import { createLanGuard } from './lan-guard.ts';
import type { Clock } from '../pipeline/clock.ts';
import { listen } from './listen.ts';
import { AddressRates } from './places/address-rates.ts';
import { Door } from './places/door.ts';
import { HANDSHAKE_MS, HTTP_LIMITS } from './places/http-limits.ts';
import { LAN_CONNECTION_RATE, LAN_PLACES, LAN_REQUEST_RATE } from './places/place-limits.ts';
import { Places } from './places/places.ts';
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
  readonly door: Door;
  /** Why it is not the wanted port, as a sentence without its full stop; absent where it is. */
  readonly moved?: string | undefined;
  readonly guard: RequestGuard;
  /** Addresses of this machine at this door, without a slash at the end. */
  readonly origins: readonly string[];
  close(): void;
}

/**
 * Listens for other devices, and hands their requests to `inner`, the server of this machine.
 * @throws EngineError `port-in-use`, or `server-failed` where the certificate or the address is of no use.
 */
export async function openLanListener(inner: Server, options: LanOptions, clock: Clock): Promise<LanListener> {
  const { tls, host = '0.0.0.0', names = [] } = options;
  const secure = tls !== undefined;
  const outer = secure
    ? createHttpsServer({ ...HTTP_LIMITS, ...tls, handshakeTimeout: HANDSHAKE_MS })
    : createHttpServer(HTTP_LIMITS);
  const rates = {
    connections: new AddressRates({ ...LAN_CONNECTION_RATE, clock }),
    requests: new AddressRates({ ...LAN_REQUEST_RATE, clock }),
  };
  const door = new Door(outer, { places: new Places(LAN_PLACES, clock), secure, rates });
  outer.on('request', (request, response) => inner.emit('request', request, response));
  outer.on('upgrade', (request, socket, head) => inner.emit('upgrade', request, socket, head));

  const { port, moved } = await listen(outer, { port: options.port, host, exactPort: false, pagesPort: portOf(inner) });
  const scheme = secure ? 'https' : 'http';
  return {
    port,
    moved,
    door,
    guard: createLanGuard({ port, secure, names: [...ownNames(), ...names] }),
    origins: [...names, ...(host === '0.0.0.0' ? ownAddresses() : [host])].map((name) => `${scheme}://${name}:${port}`),
    close() {
      outer.close();
      door.cut();
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
