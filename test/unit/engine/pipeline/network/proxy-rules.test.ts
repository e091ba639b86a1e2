import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../../../src/engine/environment.ts';
import { proxyFor } from '../../../../../src/engine/pipeline/network/proxy-rules.ts';

const P = 'http://proxy.test:3128';

function hostOf(url: string, environment: Environment): string | undefined {
  return proxyFor(new URL(url), environment)?.address.host;
}

describe('the proxy of the system', () => {
  it.each([
    ['https://api.test/', { HTTPS_PROXY: P }, 'proxy.test:3128'],
    ['https://api.test/', { https_proxy: P }, 'proxy.test:3128'],
    ['https://api.test/', { https_proxy: P, HTTPS_PROXY: 'http://other.test' }, 'proxy.test:3128'],
    ['https://api.test/', { https_proxy: '', HTTPS_PROXY: P }, 'proxy.test:3128'],
    ['https://api.test/', { HTTP_PROXY: P }, undefined],
    ['http://api.test/', { HTTP_PROXY: P }, 'proxy.test:3128'],
    ['http://api.test/', { http_proxy: P }, 'proxy.test:3128'],
    ['http://api.test/', { HTTPS_PROXY: P }, undefined],
    ['http://api.test/', { ALL_PROXY: P }, 'proxy.test:3128'],
    ['https://api.test/', { all_proxy: P }, 'proxy.test:3128'],
    ['https://api.test/', { all_proxy: 'http://other.test', HTTPS_PROXY: P }, 'proxy.test:3128'],
    ['https://api.test/', { HTTPS_PROXY: 'proxy.test:8080' }, 'proxy.test:8080'],
    ['https://api.test/', { HTTPS_PROXY: ' https://proxy.test:8443/ ' }, 'proxy.test:8443'],
    ['https://api.test/', { HTTPS_PROXY: 'http://[fd00::1]:3128' }, '[fd00::1]:3128'],
    ['https://api.test/', {}, undefined],
    ['https://192.168.1.5/', { HTTPS_PROXY: P }, 'proxy.test:3128'],
  ])('of %s with %j is %s', (url, environment, host) => {
    expect(hostOf(url, environment)).toBe(host);
  });

  it.each([
    ...[
      'http://localhost:11434/v1',
      'http://127.0.0.1:1/',
      'http://127.9.9.9/',
      'http://[::1]:1/',
      'http://LOCALHOST./',
    ],
    ...[
      'http://tool.localhost/',
      'http://0.0.0.0:1/',
      'http://[::ffff:127.0.0.1]:1/',
      'http://2130706433/',
      'http://127.1/',
    ],
  ])('is never asked for %s, which is this computer', (url) => {
    expect(hostOf(url, { http_proxy: P, ALL_PROXY: P })).toBeUndefined();
  });

  it.each([
    ['https://api.test/', 'api.test', true],
    ['https://api.test/', ' other.test , api.test', true],
    ['https://api.test/', 'other.test api.test', true],
    ['https://api.test/', 'API.TEST', true],
    ['https://sub.api.test/', 'api.test', true],
    ['https://sub.api.test/', '.api.test', true],
    ['https://sub.api.test/', '*.api.test', true],
    ['https://myapi.test/', 'api.test', false],
    ['https://api.test/', 'api.test:443', true],
    ['https://api.test/', 'api.test:8443', false],
    ['https://api.test:8443/', 'api.test:8443', true],
    ['https://api.test/', '*', true],
    ['https://10.1.2.3/', '10.0.0.0/8', true],
    ['https://11.1.2.3/', '10.0.0.0/8', false],
    ['https://10.1.2.3/', '10.1.2.3', true],
    ['https://10.1.2.3/', '10.1.2.3:443', true],
    ['https://[fd00::5]/', 'fd00::/8', true],
    ['https://[fd00::5]/', '[fd00::5]', true],
    ['https://[fd00::5]/', 'fd00::5', true],
    ['https://[fd00::5]/', '[fd00::5]:443', true],
    ['https://10.1.2.3/', '10.0.0.0/99', false],
    ['https://api.test/', '10.0.0.0/8', false],
    ['https://api.test/', '', false],
  ])('is left out for %s where NO_PROXY is %j: %s', (url, list, out) => {
    for (const name of ['NO_PROXY', 'no_proxy']) {
      expect(hostOf(url, { HTTPS_PROXY: P, [name]: list })).toBe(out ? undefined : 'proxy.test:3128');
    }
  });

  it('gets the user name and the password of its address, which is told without them', () => {
    const proxy = proxyFor(new URL('https://api.test'), { HTTPS_PROXY: 'http://ana:s%40cret%@proxy.test' });
    expect(proxy?.authorization).toBe(`Basic ${Buffer.from('ana:s%40cret%').toString('base64')}`);
    const encoded = proxyFor(new URL('https://api.test'), { HTTPS_PROXY: 'http://ana:s%40cret@proxy.test' });
    expect(encoded?.authorization).toBe(`Basic ${Buffer.from('ana:s@cret').toString('base64')}`);
    expect(encoded?.address.href).toBe('http://proxy.test/');
  });

  it.each([
    ['socks5://ana:secret@proxy.test:1080', 'the proxy in HTTPS_PROXY is of the kind socks5, which cannot be used'],
    ['http://ana:secret@:99999', 'HTTPS_PROXY holds no address of a proxy'],
  ])('%s cannot be used, and is told without its password', (address, message) => {
    const ask = (): unknown => proxyFor(new URL('https://api.test'), { HTTPS_PROXY: address });
    expect(ask).toThrow(message);
    expect(ask).not.toThrow('secret');
  });
});
