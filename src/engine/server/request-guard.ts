import type { IncomingMessage } from 'node:http';

/** Why a request is refused, with its HTTP status. */
export interface Refusal {
  readonly status: 403 | 421;
  readonly reason: string;
}

/**
 * Keeps other web sites out. Binding to the loopback address does not: any page that the streamer visits can send
 * requests to 127.0.0.1, and can point a name of its own there (DNS rebinding) to read the answers.
 */
export interface RequestGuard {
  /** For every request: it must name this server in its Host header. */
  checkHost(request: IncomingMessage): Refusal | undefined;
  /** For captions: no other web site may have sent it. Programs of this machine send no Origin and are let in. */
  checkSocket(request: IncomingMessage): Refusal | undefined;
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
    const site = request.headers['sec-fetch-site'];
    // A page can load any address as a script or an image, and browsers send no Origin then.
    const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
    if ((origin === undefined || origins.has(origin)) && !foreignSite) return checkHost(request);
    return { status: 403, reason: 'Pages of other sites may not read the captions.' };
  }

  return { checkHost, checkSocket };
}
