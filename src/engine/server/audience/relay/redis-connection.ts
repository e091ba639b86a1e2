import { Redis } from 'ioredis';
import { EngineError } from '../../../errors.ts';

/** How long Redis may take to say goodbye, in milliseconds: it does not look up from a question that waits. */
const GOODBYE_MS = 100;

/** The longest wait before another try, in milliseconds. */
const LONGEST_WAIT_MS = 2000;

export interface RedisAddress {
  /** Without a password. */
  readonly url: string;
  /** None when absent. */
  readonly password?: string | undefined;
}

/**
 * A connection that is made again for ever.
 * @param lost what becomes of commands while it is lost: they wait and are sent once more, or they fail at once.
 */
export function connectRedis({ url, password }: RedisAddress, lost: 'wait' | 'fail'): Redis {
  return new Redis(url, {
    ...(password ? { password } : {}),
    ...(lost === 'wait' ? { maxRetriesPerRequest: null } : { maxRetriesPerRequest: 0, enableOfflineQueue: false }),
    disconnectTimeout: GOODBYE_MS,
    retryStrategy: (attempt) => Math.min(LONGEST_WAIT_MS, 50 * 2 ** Math.min(attempt, 10)),
  });
}

/** Host and port, as they may be told. */
export function redisPlace(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '6379'}`;
}

/** What is wrong with a connection, as one sentence. Nothing of the other side's words is told. */
export function redisFault(error: unknown, url: string): EngineError {
  const message = error instanceof Error ? error.message : '';
  const place = redisPlace(url);
  if (/^(?:NOAUTH|WRONGPASS|ERR AUTH|ERR invalid password)/iu.test(message)) {
    return new EngineError('redis-refused', `Redis at ${place} wants another password.`, {
      hint: 'Put its password into the environment variable that --redis-password-variable names.',
      stage: 'server',
    });
  }
  if (/^(?:NOPERM|READONLY|WRONGTYPE|OOM|MISCONF|ERR)/u.test(message)) {
    return new EngineError('redis-refused', `Redis at ${place} refuses to take captions.`, {
      hint: 'Give Overlingo a database of its own that it may write, in Redis 6.2 or newer.',
      stage: 'server',
    });
  }
  return new EngineError('redis-unreachable', `Redis at ${place} cannot be reached.`, {
    hint: 'Start it, or look at --redis. Overlingo tries again by itself.',
    stage: 'server',
    retryable: true,
  });
}
