import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { FOREIGN, isFromOtherSite, type Refusal } from '../request-guard.ts';

interface AudienceGuardOptions {
  /** Of the door: by it, and by addresses, viewers of the same network come. */
  readonly port: number;
  /** Names of this machine in its network. */
  readonly ownNames: readonly string[];
  /** Names under which a tunnel or a proxy passes viewers on, at any port. */
  readonly hosts: readonly string[];
}

/** Keeps names out that nobody has set up: a site that points its name here (DNS rebinding) shows no captions as its own. */
export interface AudienceGuard {
  checkHost(request: IncomingMessage): Refusal | undefined;
  /** For sockets: a page of another site may not use it. */
  checkSocket(request: IncomingMessage): Refusal | undefined;
}

/** A name or an address, with a port. Nothing else of an address belongs into a Host header, and it is told to browsers. */
const HOST = /^[\w.:[\]-]+$/u;

/** A guard for the door of viewers. */
export function createAudienceGuard({ port, ownNames, hosts }: AudienceGuardOptions): AudienceGuard {
  const own = new Set(ownNames.map((name) => name.toLowerCase()));
  const passedOn = new Set(hosts.map((name) => name.toLowerCase()));

  function isKnown(host: string): boolean {
    const url = HOST.test(host) ? parsed(`http://${host}`) : undefined;
    const name = url?.hostname.replace(/^\[|\]$/gu, '') ?? '';
    if (passedOn.has(name)) return true;
    return Number(url?.port || 80) === port && (isIP(name) !== 0 || own.has(name));
  }

  function checkHost({ headers }: IncomingMessage): Refusal | undefined {
    if (isKnown(headers.host ?? '')) return undefined;
    return { status: 421, reason: 'This server does not answer to that name.' };
  }

  /** A proxy may put its own name for this machine into the Host header; the Origin is as the browser has it. */
  function isOwnOrigin(origin: string, host: string): boolean {
    const url = parsed(origin);
    if (url?.origin !== origin) return false;
    return url.host === host.toLowerCase() || passedOn.has(url.hostname);
  }

  function checkSocket(request: IncomingMessage): Refusal | undefined {
    const { origin, host = '' } = request.headers;
    const isForeign = (origin !== undefined && !isOwnOrigin(origin, host)) || isFromOtherSite(request);
    return isForeign ? FOREIGN : checkHost(request);
  }

  return { checkHost, checkSocket };
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
