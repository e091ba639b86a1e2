import type { IncomingMessage } from 'node:http';

/** Why a request is refused, with its HTTP status. */
export interface Refusal {
  readonly status: 403 | 421 | 429;
  readonly reason: string;
}

/**
 * Keeps other web sites out. Binding to the loopback address does not: any page that the streamer visits can send
 * requests to 127.0.0.1, and can point a name of its own there (DNS rebinding) to read the answers.
 */
export interface RequestGuard {
  /** For every request: it must name this server in its Host header. */
  checkHost(request: IncomingMessage): Refusal | undefined;
  /** For sockets: no other web site may have sent it. Programs send no Origin and are let in. */
  checkSocket(request: IncomingMessage): Refusal | undefined;
  /** True where it came to the loopback address, from this machine. */
  isLocal(request: IncomingMessage): boolean;
  /** True where a page of this server, opened on this machine, has sent it. */
  isOwnPage(request: IncomingMessage): boolean;
}

/** A guard for the server that listens on `port` of the loopback address. */
export function createRequestGuard(port: number): RequestGuard {
  const hosts = new Set(['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`));
  const origins = new Set([...hosts].map((host) => `http://${host}`));

  function checkHost(request: IncomingMessage): Refusal | undefined {
    if (hosts.has((request.headers.host ?? '').toLowerCase())) return undefined;
    return { status: 421, reason: `This server answers to ${[...hosts].join(', ')} only.` };
  }

  function checkSocket(request: IncomingMessage): Refusal | undefined {
    const { origin } = request.headers;
    const isForeign = (origin !== undefined && !origins.has(origin)) || isFromOtherSite(request);
    return isForeign ? FOREIGN : checkHost(request);
  }

  return {
    checkHost,
    checkSocket,
    isLocal: () => true,
    isOwnPage: ({ headers }) => origins.has(headers.origin ?? '') || headers['sec-fetch-site'] === 'same-origin',
  };
}

export const FOREIGN: Refusal = { status: 403, reason: 'Pages of other sites may not use this server.' };

/** A page can load any address as a script or an image, and browsers send no Origin then. */
export function isFromOtherSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
