import { Server } from 'socket.io';
import {
  AUDIENCE_NAMESPACE,
  type AudienceAbout,
  type AudiencePartial,
} from '../../../../protocol/audience-contract.ts';
import type { StatusNotice } from '../../../../protocol/status.ts';
import type { Logger } from '../../../log.ts';
import type { Clock } from '../../../pipeline/clock.ts';
import { notice, noticeOf } from '../../../pipeline/notice.ts';
import { roomOf, type AudienceNamespace } from '../audience-hall.ts';
import type { AudienceSink, PublishedEntry } from '../audience-sink.ts';
import { entriesOf, EntryWriter } from './entry-writer.ts';
import { openPartialsAdapter } from './partials-adapter.ts';
import { connectRedis, redisFault, redisPlace, type RedisAddress } from './redis-connection.ts';
import { writeEntry } from './relay-entry.ts';
import { ALIVE_MS, RELAY_KEYS, SIGN_OF_LIFE_MS } from './relay-keys.ts';

/** How long what waits may take at the end, in milliseconds. */
const GOODBYE_MS = 1000;

interface RelayLinkOptions extends RedisAddress {
  readonly clock: Clock;
  readonly log: Logger;
  readonly notify: (notice: StatusNotice) => void;
}

/** Gives captions to relays, over Redis. */
export interface RelayLink extends AudienceSink {
  close(): Promise<void>;
}

/**
 * Connects to Redis, and goes on trying: captions do not wait for it. What is final goes into a stream that is written again
 * where Redis has lost it; partials go by the adapter of socket.io, and are not sent twice.
 */
export function openRelayLink({ url, password, clock, log, notify }: RelayLinkOptions): RelayLink {
  const redis = connectRedis({ url, password }, 'fail');
  const closed = new AbortController();
  let about: AudienceAbout | undefined;
  let told: string | undefined;

  const tell = (error: unknown): void => {
    if (closed.signal.aborted) return;
    const fault = redisFault(error, url);
    log.debug('Redis did not take captions.', { code: fault.code });
    // Whoever is refused is sent away.
    if (told === fault.code || (told === 'redis-refused' && fault.code === 'redis-unreachable')) return;
    told = fault.code;
    notify(noticeOf(fault, { level: 'warning', stage: 'server', before: 'Relays get no captions now. ' }));
  };
  redis.on('error', tell);
  redis.on('ready', () => {
    if (told !== undefined)
      notify(notice('server', { level: 'info', code: 'redis-recovered', message: 'Relays get captions again.' }));
    told = undefined;
    void giveSignOfLife();
  });

  const writer = new EntryWriter({
    redis,
    most: () => entriesOf(about?.tracks.length ?? 1),
    onConflict: () => tellConflict(),
    onFault: tell,
    clock,
  });
  const partials = openPartialsAdapter({ url, password });
  const io = new Server({ adapter: partials.adapter });
  const relays: AudienceNamespace = io.of(AUDIENCE_NAMESPACE);

  function tellConflict(): void {
    if (told === 'redis-shared') return;
    told = 'redis-shared';
    const message = `Another Overlingo writes to the same database of Redis at ${redisPlace(url)}, so relays do not get the captions of this one.`;
    const hint =
      'Give each a database of its own: its number is the end of the address, as in redis://127.0.0.1:6379/1.';
    notify(notice('server', { level: 'warning', code: 'redis-shared', message, hint }));
  }

  async function giveSignOfLife(): Promise<void> {
    if (about === undefined || redis.status !== 'ready') return;
    await redis.set(RELAY_KEYS.about, JSON.stringify(about), 'PX', ALIVE_MS).catch(tell);
  }

  async function live(): Promise<void> {
    while (!closed.signal.aborted) {
      await giveSignOfLife();
      await clock.sleep(SIGN_OF_LIFE_MS, closed.signal);
    }
  }

  void live();
  return {
    publish: (published: PublishedEntry) => writer.add(published.entry.id, writeEntry(published)),
    show(track: string, partial: AudiencePartial) {
      if (partials.isReady) relays.to(roomOf(track)).emit('partial', partial);
    },
    tell(next) {
      about = next;
      // Viewers are told at once, and relays for those who come later.
      if (partials.isReady) relays.emit('about', next);
      void giveSignOfLife();
    },
    async close() {
      closed.abort();
      await Promise.race([writer.flush(), clock.sleep(GOODBYE_MS, new AbortController().signal)]);
      if (about && redis.status === 'ready') {
        await redis.set(RELAY_KEYS.about, JSON.stringify(about), 'PX', ALIVE_MS).catch(() => undefined);
      }
      for (const namespace of [io.of('/'), relays]) void namespace.adapter.close();
      partials.close();
      redis.disconnect();
    },
  };
}
