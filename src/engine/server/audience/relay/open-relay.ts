import type { AudienceAbout } from '../../../../protocol/audience-contract.ts';
import type { EngineError } from '../../../errors.ts';
import { openAudienceDoor, type AudienceDoor, type AudienceDoorOptions } from '../audience-door.ts';
import { readEntries } from './entry-reader.ts';
import { openPartialsAdapter } from './partials-adapter.ts';
import { connectRedis, redisFault, type RedisAddress } from './redis-connection.ts';
import { readAbout } from './relay-entry.ts';
import { ALIVE_MS, RELAY_KEYS } from './relay-keys.ts';

/** How often it is looked whether the streamer's Overlingo is there, and what it says, in milliseconds. */
const LOOK_EVERY_MS = 1000;

export interface RelayOptions extends Omit<AudienceDoorOptions, 'adapter'> {
  readonly redis: RedisAddress;
  /** Told once for each kind of fault, until Redis works again. */
  readonly onFault: (fault: EngineError) => void;
  /** Redis works again after a fault. */
  readonly onRecovered: () => void;
}

/** A door for viewers on any computer, fed over Redis. */
export interface Relay extends Pick<AudienceDoor, 'port' | 'moved' | 'urls' | 'refused'> {
  readonly viewers: number;
  close(): Promise<void>;
}

/**
 * Opens a relay. It serves viewers whether or not Redis is there; what they missed comes once it is.
 * @throws EngineError as the door does.
 */
export async function openRelay({ redis: address, onFault, onRecovered, ...options }: RelayOptions): Promise<Relay> {
  const { clock } = options;
  const closed = new AbortController();
  const partials = openPartialsAdapter(address);
  const [reader, asker] = [connectRedis(address, 'fail'), connectRedis(address, 'fail')];
  const disconnect = (): void => {
    closed.abort();
    partials.close();
    for (const connection of [reader, asker]) connection.disconnect();
  };

  let told: string | undefined;
  const faults = new Map<'reads' | 'asks', unknown>();
  /** What went wrong with the newest question over a connection; undefined where it was answered. */
  const note = (what: 'reads' | 'asks', error: unknown): void => {
    if (closed.signal.aborted) return;
    faults.set(what, error);
    const [wrong] = [...faults.values()].filter((fault) => fault !== undefined);
    const fault = wrong === undefined ? undefined : redisFault(wrong, address.url);
    // Whoever is refused is sent away.
    if (fault?.code === told || (fault?.code === 'redis-unreachable' && told === 'redis-refused')) return;
    told = fault?.code;
    if (fault) onFault(fault);
    else onRecovered();
  };
  reader.on('error', (error) => note('reads', error));
  asker.on('error', (error) => note('asks', error));

  const door = await openAudienceDoor({ ...options, adapter: partials.adapter }).catch((error: unknown) => {
    disconnect();
    throw error;
  });

  let about: AudienceAbout | undefined;
  let heardAtMs = Number.NEGATIVE_INFINITY;
  const show = (next: AudienceAbout): void => {
    if (JSON.stringify(next) === JSON.stringify(about)) return;
    about = next;
    door.hall.tell(next);
  };

  async function lookForLife(): Promise<void> {
    while (!closed.signal.aborted) {
      try {
        const found = readAbout(await asker.get(RELAY_KEYS.about));
        note('asks', undefined);
        if (found) heardAtMs = clock.nowMs();
        if (found) show(found);
      } catch (error) {
        note('asks', error);
      }
      if (about?.live === true && clock.nowMs() - heardAtMs > ALIVE_MS) show({ ...about, live: false });
      await clock.sleep(LOOK_EVERY_MS, closed.signal);
    }
  }

  void lookForLife();
  void readEntries({
    redis: reader,
    onEntry: (entry) => door.hall.publish(entry),
    onAnswer: (error) => note('reads', error),
    clock,
    signal: closed.signal,
  });

  return {
    port: door.port,
    moved: door.moved,
    urls: door.urls,
    get refused() {
      return door.refused;
    },
    get viewers() {
      return door.hall.viewers;
    },
    async close() {
      closed.abort();
      await door.close();
      disconnect();
    },
  };
}
