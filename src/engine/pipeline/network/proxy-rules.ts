import { BlockList, isIP } from 'node:net';
import type { Environment } from '../../environment.ts';
import { ProxyFault } from './proxy-fault.ts';

/** A proxy of the system. */
export interface Proxy {
  /** Without a user name and a password. */
  readonly address: URL;
  /** What the header `Proxy-Authorization` says, where there is a user name. */
  readonly authorization: string | undefined;
}

/** What `proxyFor` looks at. */
export const PROXY_VARIABLES: readonly string[] = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap(
  (name) => [name, name.toUpperCase()],
);

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * The proxy that a request goes through by the variables of the system; undefined where it goes straight to its server,
 * as it always does on this computer. Variables in lower case come first, as usual.
 * @throws ProxyFault where the variable holds no address of a proxy that can be used.
 */
export function proxyFor(url: URL, environment: Environment): Proxy | undefined {
  if (isLoopback(url.hostname)) return undefined;
  const scheme = url.protocol.slice(0, -1);
  const variable = [`${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`, 'all_proxy', 'ALL_PROXY'].find(
    (name) => valueOf(environment, name) !== undefined,
  );
  if (variable === undefined || isExcepted(url, environment)) return undefined;
  return parseProxy(valueOf(environment, variable) ?? '', variable);
}

function valueOf(environment: Environment, variable: string): string | undefined {
  return environment[variable]?.trim() || undefined;
}

function isLoopback(hostname: string): boolean {
  const host = plainHost(hostname);
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return host === '::1' || host === '::' || host === '0.0.0.0' || /^(?:::ffff:)?127\.|^::ffff:7f/u.test(host);
}

/** Without the brackets of IPv6 addresses and the dot of a full name. */
function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/gu, '')
    .replace(/\.$/u, '');
}

/** Whether `NO_PROXY` names the server: a name with all below it, an address, a network such as 10.0.0.0/8, or `*`. */
function isExcepted({ hostname, port, protocol }: URL, environment: Environment): boolean {
  const list = valueOf(environment, 'no_proxy') ?? valueOf(environment, 'NO_PROXY') ?? '';
  const host = plainHost(hostname);
  const usedPort = port || DEFAULT_PORTS[protocol];
  return list
    .toLowerCase()
    .split(/[\s,;]+/u)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = entry, ownPort] = /^(\[.*\]|[^:]*):(\d+)$/u.exec(entry) ?? [];
      return (ownPort === undefined || ownPort === usedPort) && names(name, host);
    });
}

function names(entry: string, host: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInNetwork(entry, host);
  const name = plainHost(entry.replace(/^\*?\./u, ''));
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isInNetwork(entry: string, host: string): boolean {
  const [address = '', length = ''] = entry.split('/');
  const family = isIP(plainHost(address)) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(plainHost(address)) === 0 || isIP(host) === 0 || !/^\d{1,3}$/u.test(length)) return false;
  if (Number(length) > (family === 'ipv6' ? 128 : 32)) return false;
  const network = new BlockList();
  network.addSubnet(plainHost(address), Number(length), family);
  return network.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}

function parseProxy(text: string, variable: string): Proxy {
  const full = /^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full)) throw new ProxyFault(`${variable} holds no address of a proxy`, addressHint(variable));
  const { protocol, host, username, password } = new URL(full);
  if (DEFAULT_PORTS[protocol] === undefined || host === '') {
    const kind = protocol.slice(0, -1);
    throw new ProxyFault(
      `the proxy in ${variable} is of the kind ${kind}, which cannot be used`,
      addressHint(variable),
    );
  }
  const isSecret = username !== '' || password !== '';
  const credentials = `${decoded(username)}:${decoded(password)}`;
  return {
    address: new URL(`${protocol}//${host}`),
    authorization: isSecret ? `Basic ${Buffer.from(credentials).toString('base64')}` : undefined,
  };
}

/** A password may hold a percent sign that is meant as such. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function addressHint(variable: string): string {
  return `Set ${variable} to an address such as http://proxy.example.org:3128, or remove it.`;
}
