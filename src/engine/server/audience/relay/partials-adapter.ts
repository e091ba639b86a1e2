import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Redis } from 'ioredis';
import type { ServerOptions } from 'socket.io';
import { connectRedis, type RedisAddress } from './redis-connection.ts';
import { PARTIALS_KEPT, RELAY_KEYS } from './relay-keys.ts';

/** The adapter of socket.io that spreads partials over all processes. */
export interface PartialsAdapter {
  readonly adapter: ServerOptions['adapter'];
  /** False where what is sent would wait for the connection, until it is worth nothing. */
  readonly isReady: boolean;
  /** To be called once the adapters of all namespaces are closed. */
  close(): void;
}

/** Connects to Redis, for ever. */
export function openPartialsAdapter(address: RedisAddress): PartialsAdapter {
  // The adapter asks again at once where a question fails, without a pause.
  const redis = connectRedis(address, 'wait');
  redis.on('error', () => undefined);
  const others = takeDuplicates(redis);
  return {
    adapter: createAdapter(redis, { streamName: RELAY_KEYS.partials, maxLen: PARTIALS_KEPT }),
    get isReady() {
      return redis.status === 'ready';
    },
    close() {
      for (const connection of [redis, ...others]) connection.disconnect();
    },
  };
}

/** The adapter opens further connections, and gives no way to end them, nor listens to what becomes of a subscription. */
function takeDuplicates(redis: Redis): readonly Redis[] {
  const duplicates: Redis[] = [];
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => {
    const connection = duplicate(override);
    connection.on('error', () => undefined);
    const subscribe = connection.subscribe.bind(connection) as (...channels: string[]) => Promise<unknown>;
    connection.subscribe = ((...channels: string[]) =>
      subscribe(...channels).catch(() => undefined)) as typeof connection.subscribe;
    duplicates.push(connection);
    return connection;
  };
  return duplicates;
}
