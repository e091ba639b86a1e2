import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6, type Socket } from 'node:net';
import proxyAddr from 'proxy-addr';
import { addressOf } from '../places/door.ts';

/** From where viewers come, also through proxies. */
export interface ViewerAddresses {
  /** The address of a viewer, or the network of an IPv6 address, which has more of them than can be counted. */
  of(request: IncomingMessage): string;
  /** True for a connection of a proxy, on which different viewers come. */
  isProxy(connection: Socket): boolean;
}

/** @param proxies addresses and networks, or `loopback`, whose word for where a request comes from is taken. */
export function viewerAddresses(proxies: readonly string[]): ViewerAddresses {
  const isTrusted = proxyAddr.compile([...proxies]);
  return {
    of: (request) => networkOf(named(request, isTrusted)),
    isProxy: (connection) => {
      const address = addressOf(connection);
      return address !== '' && isTrusted(address, 0);
    },
  };
}

/** What a proxy writes may be no address. */
function named(request: IncomingMessage, isTrusted: ReturnType<typeof proxyAddr.compile>): string {
  const address = proxyAddr(request, isTrusted);
  return isIP(address) === 0 ? addressOf(request.socket) : address;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [before = '', after = ''] = address.split('::');
  const [left, right] = [before, after].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
