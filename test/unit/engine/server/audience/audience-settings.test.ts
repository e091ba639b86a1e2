import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../../src/config/parse-config.ts';

function problemOf(server: Record<string, unknown>): string {
  try {
    parseConfig({ server });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the settings of viewers', () => {
  it.each([
    { redis: 'redis://127.0.0.1:6379/0' },
    { redis: 'rediss://captions@redis.example.org' },
    { audienceHosts: ['captions.example.org', 'localhost'] },
    { audienceProxies: ['loopback', '10.0.0.0/8', '2001:db8::/32'] },
    { audienceAddress: '::1' },
  ])('take %o', (server) => expect(problemOf(server)).toBe(''));

  it.each([
    [{ redis: 'http://127.0.0.1' }, 'is not an address such as redis://'],
    [{ redis: 'redis://127.0.0.1/captions' }, 'the number of a database'],
    [{ audienceHosts: ['https://captions.example.org'] }, 'is not the name of a host'],
    [{ audienceHosts: ['a b'] }, 'is not the name of a host'],
    [{ audienceProxies: ['everybody'] }, 'is not an address or a network'],
    [{ audienceAddress: 'mypc' }, 'is not an address of a computer'],
    [{ audienceLimit: 0 }, 'is below 1'],
  ])('refuse %o', (server, problem) => expect(problemOf(server)).toContain(problem));

  it('refuse a password in an address, and do not show it', () => {
    const problem = problemOf({ redis: 'redis://:hunter2@127.0.0.1' });
    expect(problem).toContain('OVERLINGO_REDIS_PASSWORD');
    expect(problem).not.toContain('hunter2');
  });
});
