import { z } from 'zod';
import { setting, type IdleSetting } from '../../setting.ts';
import { listFromText, numberFromText, switchFromText, variableName } from '../../setting-text.ts';

/** What Overlingo calls the variable with the password of Redis. */
export const REDIS_PASSWORD_VARIABLE = 'OVERLINGO_REDIS_PASSWORD';

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/iu;

/** An address, a network such as `10.0.0.0/8`, or what `proxy-addr` has names for. */
const PROXY = /^(?:loopback|linklocal|uniquelocal|[0-9a-f:.]+(?:\/\d{1,3})?)$/iu;

const port = z
  .number('is not a port number')
  .int('is not a whole number')
  .min(0, 'is not between 0 and 65535')
  .max(65_535, 'is not between 0 and 65535');

function idleWithoutAudience(valueOf: (name: string) => unknown): IdleSetting | undefined {
  if (valueOf('server.audience') === true) return undefined;
  return { because: 'viewers are not let in', hint: 'Add --audience, or leave it out.' };
}

function idleWithoutRedis(valueOf: (name: string) => unknown): IdleSetting | undefined {
  if (valueOf('server.redis') !== undefined) return undefined;
  return { because: 'no relays are fed', hint: 'Add --redis, or leave it out.' };
}

/** Passwords belong into a variable: a file is copied, and a command line is seen by all users of a computer. */
const redisUrl = z.string('is not an address').superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const tell = (message: string): void => context.addIssue({ code: 'custom', message });
  if (url === undefined || !/^rediss?:$/u.test(url.protocol) || url.hostname === '')
    return tell('is not an address such as redis://127.0.0.1:6379/0');
  if (url.password !== '')
    return tell(`has a password in it: put it into the environment variable ${REDIS_PASSWORD_VARIABLE}`);
  if (!/^\/?\d{0,4}$/u.test(url.pathname)) return tell('has more behind its host than the number of a database');
});

/** Whether viewers are let in, and how they come. A part of the section `server`. */
export const audienceSettings = {
  audience: setting(z.boolean('is not true or false').default(false), {
    description: 'let viewers read captions on their phones, at a port of their own',
    flag: 'audience',
    fromText: switchFromText,
  }),
  audiencePort: setting(port.default(7480), {
    description: 'port for viewers; where it is taken, the next free one',
    flag: 'audience-port',
    value: '<number>',
    fromText: numberFromText,
    idle: idleWithoutAudience,
  }),
  audienceAddress: setting(z.union([z.ipv4(), z.ipv6()], 'is not an address of a computer').default('0.0.0.0'), {
    description:
      'address of this computer at which viewers come; 127.0.0.1 where all come by a tunnel or a proxy on it',
    flag: 'audience-address',
    value: '<address>',
    idle: idleWithoutAudience,
  }),
  audienceHosts: setting(
    z.array(z.string().regex(HOST_NAME, 'is not the name of a host'), 'is not a list of names').default([]),
    {
      description: 'names under which a tunnel or a proxy brings viewers, such as captions.example.org',
      flag: 'audience-hosts',
      value: '<names>',
      fromText: listFromText,
      idle: idleWithoutAudience,
    },
  ),
  audienceProxies: setting(
    z
      .array(z.string().regex(PROXY, 'is not an address or a network'), 'is not a list of addresses')
      .default(['loopback']),
    {
      description: 'proxies that say truly where a viewer comes from: addresses, networks, or loopback',
      flag: 'audience-proxies',
      value: '<addresses>',
      fromText: listFromText,
      idle: idleWithoutAudience,
    },
  ),
  audienceLimit: setting(
    z
      .number('is not a number')
      .int('is not a whole number')
      .min(1, 'is below 1')
      .max(100_000, 'is above 100000')
      .default(2000),
    {
      description: 'how many viewers may be connected at once',
      flag: 'audience-limit',
      value: '<number>',
      fromText: numberFromText,
      idle: idleWithoutAudience,
    },
  ),
  redis: setting(redisUrl.optional(), {
    description: 'Redis by which relays get captions, such as redis://127.0.0.1:6379/0',
    flag: 'redis',
    value: '<url>',
  }),
  redisPasswordVariable: setting(variableName.default(REDIS_PASSWORD_VARIABLE), {
    description: 'environment variable with the password of Redis',
    flag: 'redis-password-variable',
    value: '<name>',
    idle: idleWithoutRedis,
  }),
};
