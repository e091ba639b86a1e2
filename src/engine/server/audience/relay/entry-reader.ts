import type { Redis } from 'ioredis';
import type { EntryId } from '../../../../protocol/audience-contract.ts';
import type { Clock } from '../../../pipeline/clock.ts';
import type { PublishedEntry } from '../audience-sink.ts';
import { readEntry } from './relay-entry.ts';
import { RELAY_KEYS } from './relay-keys.ts';

/** How long one question waits for an answer, in milliseconds: as long as nothing new comes. */
const BLOCK_MS = 5000;

/** How many entries are read at once. */
const AT_ONCE = 200;

/** After a failure it is asked again in so long, in milliseconds. */
const AGAIN_MS = 500;

interface EntryReaderOptions {
  /** A connection of its own, since it waits. Its commands must fail where the connection is lost. */
  readonly redis: Redis;
  readonly onEntry: (entry: PublishedEntry) => void;
  /** What went wrong with the newest question; undefined where it was answered. */
  readonly onAnswer: (error: unknown) => void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Reads the stream of entries from its beginning, each one once and in order, until the signal aborts. Never rejects. */
export async function readEntries({ redis, onEntry, onAnswer, clock, signal }: EntryReaderOptions): Promise<void> {
  let last: EntryId = '0-0';
  while (!signal.aborted) {
    try {
      const found = await redis.xread('COUNT', AT_ONCE, 'BLOCK', BLOCK_MS, 'STREAMS', RELAY_KEYS.entries, last);
      onAnswer(undefined);
      for (const [id, fields] of found?.[0]?.[1] ?? []) {
        last = id;
        const entry = readEntry(id, fields[1] ?? '');
        if (entry) onEntry(entry);
      }
    } catch (error) {
      onAnswer(error);
      await clock.sleep(AGAIN_MS, signal);
    }
  }
}
