import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { viewerAddresses } from '../../../../../src/engine/server/audience/viewer-address.ts';

function from(remoteAddress: string, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
}

describe('the address of a viewer', () => {
  const addresses = viewerAddresses(['loopback', '10.0.0.0/8']);

  it('is the other end of the connection, whatever it says of itself', () => {
    expect(addresses.of(from('203.0.113.9', '198.51.100.1'))).toBe('203.0.113.9');
    expect(addresses.of(from('::ffff:203.0.113.9'))).toBe('203.0.113.9');
  });

  it('is what trusted proxies say, as far back as they are trusted', () => {
    expect(addresses.of(from('127.0.0.1', '203.0.113.9'))).toBe('203.0.113.9');
    expect(addresses.of(from('127.0.0.1', 'spoofed, 203.0.113.9, 10.1.2.3'))).toBe('203.0.113.9');
    expect(addresses.of(from('127.0.0.1'))).toBe('127.0.0.1');
  });

  it('is that of the proxy where it writes none', () => {
    expect(addresses.of(from('127.0.0.1', 'unknown'))).toBe('127.0.0.1');
  });

  it('is the network of an IPv6 address', () => {
    expect(addresses.of(from('2001:db8::1'))).toBe('2001:db8:0:0');
    expect(addresses.of(from('2001:0db8:0:0:ffff::9'))).toBe('2001:db8:0:0');
  });

  it('knows connections of proxies', () => {
    const isProxy = (address: string | undefined): boolean =>
      addresses.isProxy({ remoteAddress: address } as unknown as Parameters<typeof addresses.isProxy>[0]);
    expect(['127.0.0.1', '10.9.8.7', '203.0.113.9', undefined].map(isProxy)).toEqual([true, true, false, false]);
    expect(viewerAddresses([]).of(from('127.0.0.1', '203.0.113.9'))).toBe('127.0.0.1');
  });
});
