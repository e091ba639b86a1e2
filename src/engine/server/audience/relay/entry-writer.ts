import type { Redis } from 'ioredis';
import { compareEntryIds, HISTORY_LINES, isEntryId, type EntryId } from '../../../../protocol/audience-contract.ts';
import type { Clock } from '../../../pipeline/clock.ts';
import { RELAY_KEYS } from './relay-keys.ts';

/** After a refusal of Redis it is asked again in so long, in milliseconds. */
const AGAIN_MS = 2000;

interface Entry {
  readonly id: EntryId;
  readonly text: string;
}

interface EntryWriterOptions {
  /** Its commands must fail where the connection is lost: it has to be seen first what Redis has kept. */
  readonly redis: Redis;
  /** How many entries are remembered here and kept there. */
  readonly most: () => number;
  /** Another Overlingo writes into the same database: what this one has to say does not get in. */
  readonly onConflict: () => void;
  /** Redis refuses what it is asked, or the connection was lost meanwhile. */
  readonly onFault: (error: unknown) => void;
  readonly clock: Clock;
}

/** How many entries so many tracks have. */
export function entriesOf(tracks: number): number {
  return HISTORY_LINES * tracks;
}

/**
 * Writes entries into the stream, in order. It remembers the newest ones, and where Redis has lost some of them, as in a
 * restart, it writes these again before any newer one. Redis takes no id twice.
 */
export class EntryWriter {
  readonly #options: EntryWriterOptions;
  #entries: Entry[] = [];
  /** The newest one that Redis has. */
  #written: EntryId = '0-0';
  #connection = new AbortController();
  #wake: () => void = () => undefined;
  #onIdle: () => void = () => undefined;

  constructor(options: EntryWriterOptions) {
    const { redis } = options;
    this.#options = options;
    redis.on('ready', () => {
      this.#connection.abort();
      this.#connection = new AbortController();
      void this.#serve(this.#connection.signal);
    });
    redis.on('close', () => {
      this.#connection.abort();
      this.#wake();
      this.#onIdle();
    });
  }

  add(id: EntryId, text: string): void {
    this.#entries.push({ id, text });
    this.#entries = this.#entries.slice(-this.#options.most());
    this.#wake();
  }

  /** Resolves once everything is written, or the connection is lost. */
  async flush(): Promise<void> {
    if (this.#options.redis.status !== 'ready' || !this.#next()) return;
    await new Promise<void>((resolve) => (this.#onIdle = resolve));
  }

  /** Works over one connection until it is lost. Never rejects. */
  async #serve(lost: AbortSignal): Promise<void> {
    const { onFault, clock } = this.#options;
    while (!lost.aborted) {
      try {
        await this.#seeWhatIsThere();
        await this.#writeWhatComes(lost);
      } catch (error) {
        onFault(error);
        await clock.sleep(AGAIN_MS, lost);
      }
    }
  }

  async #seeWhatIsThere(): Promise<void> {
    const [newest] = await this.#options.redis.xrevrange(RELAY_KEYS.entries, '+', '-', 'COUNT', 1);
    const id = newest?.[0] ?? '0-0';
    if (isEntryId(id) && compareEntryIds(id, this.#written) < 0) this.#written = id;
  }

  async #writeWhatComes(lost: AbortSignal): Promise<void> {
    while (!lost.aborted) {
      const next = this.#next();
      if (next) {
        await this.#write(next);
        continue;
      }
      this.#onIdle();
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async #write({ id, text }: Entry): Promise<void> {
    const { redis, most, onConflict } = this.#options;
    try {
      await redis.xadd(RELAY_KEYS.entries, 'MAXLEN', '~', most(), id, 'entry', text);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('equal or smaller')) throw error;
      // The answer to the first time was lost with the connection.
      const [known] = await redis.xrange(RELAY_KEYS.entries, id, id);
      if (known === undefined) onConflict();
    }
    if (compareEntryIds(id, this.#written) > 0) this.#written = id;
  }

  #next(): Entry | undefined {
    return this.#entries.find(({ id }) => compareEntryIds(id, this.#written) > 0);
  }
}
