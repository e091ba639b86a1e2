import type { Namespace } from 'socket.io';
import {
  isEntryId,
  SOURCE_TRACK,
  type AudienceAbout,
  type AudienceToEngine,
  type EngineToAudience,
} from '../../../protocol/audience-contract.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { RateLimit } from '../rate-limit.ts';
import type { AudienceHistory } from './audience-history.ts';
import type { AudienceSink } from './audience-sink.ts';

/** A viewer chooses when it connects, and when it wants another language. */
const CHOICES = { burst: 20, perSecond: 0.5 } as const;

export type AudienceNamespace = Namespace<AudienceToEngine, EngineToAudience>;

interface AudienceHallOptions {
  readonly history: AudienceHistory;
  /** What is known before anything is told. */
  readonly about: AudienceAbout;
  /** Who sent too much, or what is no message, was disconnected. */
  readonly onRefused: () => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The viewers who are connected here. */
export interface AudienceHall extends AudienceSink {
  readonly viewers: number;
}

/** The room of those who read a track. */
export function roomOf(track: string): string {
  return `track:${track}`;
}

/**
 * Sends viewers the track that they chose. One packet is encoded for all of them. Nothing comes in but the choice.
 */
export function serveAudience(
  viewers: AudienceNamespace,
  { history, about: first, onRefused, clock, log }: AudienceHallOptions,
): AudienceHall {
  let about = first;

  viewers.on('connection', (socket) => {
    const limit = new RateLimit({ ...CHOICES, clock });
    const refuse = (): void => {
      onRefused();
      log.debug('A viewer sent what makes no sense, or too much of it, and was disconnected.');
      socket.disconnect(true);
    };
    socket.emit('about', about);
    socket.use((_message, next) => (limit.allow() ? next() : refuse()));
    socket.on('choose', (wanted: unknown, since: unknown, answer: unknown) => {
      if (typeof wanted !== 'string' || typeof since !== 'string' || typeof answer !== 'function') return refuse();
      if (since !== '' && !isEntryId(since)) return refuse();
      const track = about.tracks.includes(wanted) ? wanted : SOURCE_TRACK;
      for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room);
      // Nothing can come between these lines: they run in one go, and packets keep their order.
      (answer as (catchUp: unknown) => void)({ track, ...history.after(track, since) });
      void socket.join(roomOf(track));
    });
  });

  return {
    get viewers() {
      return viewers.sockets.size;
    },
    publish(published) {
      if (!history.add(published)) return;
      const { track, entry } = published;
      (track === undefined ? viewers.local : viewers.local.to(roomOf(track))).emit('entry', entry);
    },
    show: (track, partial) => void viewers.local.to(roomOf(track)).emit('partial', partial),
    tell(next) {
      about = next;
      viewers.local.emit('about', about);
    },
  };
}
