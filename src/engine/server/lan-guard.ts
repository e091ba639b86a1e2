import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { FOREIGN, isFromOtherSite, type Refusal, type RequestGuard } from './request-guard.ts';

interface LanGuardOptions {
  readonly port: number;
  readonly secure: boolean;
  /** Names under which other devices may reach this machine. Its addresses need not be listed. */
  readonly names: readonly string[];
}

/**
 * A guard for requests of other devices. Any address is accepted as the host: a page that uses DNS rebinding has a name.
 * Nothing that comes this way is local, whatever its address is: it may have been passed on.
 */
export function createLanGuard({ port, secure, names }: LanGuardOptions): RequestGuard {
  const scheme = secure ? 'https' : 'http';
  const known = new Set(names.map((name) => name.toLowerCase()));

  function checkHost(request: IncomingMessage): Refusal | undefined {
    const url = parseUrl(`${scheme}://${request.headers.host ?? ''}`);
    const name = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
    const named = Number(url?.port || (secure ? 443 : 80));
    if (named === port && (isIP(name) !== 0 || known.has(name))) return undefined;
    return { status: 421, reason: 'This server does not answer to that name.' };
  }

  function checkSocket(request: IncomingMessage): Refusal | undefined {
    const { origin, host = '' } = request.headers;
    const isForeign = (origin !== undefined && origin !== `${scheme}://${host}`) || isFromOtherSite(request);
    return isForeign ? FOREIGN : checkHost(request);
  }

  return { checkHost, checkSocket, isLocal: () => false, isOwnPage: () => false };
}

/** Uses the one guard for requests of other devices, and the other one for those of this machine. */
export function eitherGuard(
  local: RequestGuard,
  lan: RequestGuard,
  isFromLan: (request: IncomingMessage) => boolean,
): RequestGuard {
  const guardOf = (request: IncomingMessage): RequestGuard => (isFromLan(request) ? lan : local);
  return {
    checkHost: (request) => guardOf(request).checkHost(request),
    checkSocket: (request) => guardOf(request).checkSocket(request),
    isLocal: (request) => guardOf(request).isLocal(request),
    isOwnPage: (request) => guardOf(request).isOwnPage(request),
  };
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
