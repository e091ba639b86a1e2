import { io, type Socket } from 'socket.io-client';
import {
  AUDIENCE_NAMESPACE,
  AUDIENCE_PROTOCOL_VERSION,
  type AudienceAbout,
  type AudienceCatchUp,
  type AudienceEntry,
  type AudiencePartial,
  type AudienceToEngine,
  type EngineToAudience,
  type EntryId,
} from '../../../protocol/audience-contract.ts';

/** `outdated`: the server is of another version than this page. */
export type WatchConnectionState = 'connecting' | 'connected' | 'lost' | 'outdated';

/** Who was sent away asks again after so long, in milliseconds. */
const SENT_AWAY_MS = 5000;

interface WatchHandlers {
  /** First on each connection, and at each change. */
  readonly onAbout: (about: AudienceAbout, isNewConnection: boolean) => void;
  readonly onEntry: (entry: AudienceEntry) => void;
  readonly onPartial: (partial: AudiencePartial) => void;
  readonly onConnection: (state: WatchConnectionState) => void;
}

export interface WatchConnection {
  /**
   * Reads a track from now on. `onAnswer` gets what is newer than `since`; nothing of any track comes before that.
   */
  choose(track: string, since: EntryId, onAnswer: (catchUp: AudienceCatchUp) => void): void;
}

/** Connects to the server of this page, for ever. */
export function connectWatch({ onAbout, onEntry, onPartial, onConnection }: WatchHandlers): WatchConnection {
  const socket: Socket<EngineToAudience, AudienceToEngine> = io(AUDIENCE_NAMESPACE, {
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    timeout: 8000,
  });
  let isNew = true;
  let choices = 0;
  let answered = 0;

  socket.on('about', (about) => {
    if (about.protocol !== AUDIENCE_PROTOCOL_VERSION) return onConnection('outdated');
    if (isNew) onConnection('connected');
    onAbout(about, isNew);
    isNew = false;
  });
  socket.on('entry', (entry) => {
    if (answered === choices) onEntry(entry);
  });
  socket.on('partial', (partial) => {
    if (answered === choices) onPartial(partial);
  });
  socket.on('disconnect', (reason) => {
    isNew = true;
    onConnection('lost');
    // The client reconnects by itself in every other case.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), SENT_AWAY_MS);
  });
  socket.on('connect_error', () => onConnection('lost'));

  return {
    choose(track, since, onAnswer) {
      const choice = (choices += 1);
      // Not kept for the next connection: that one chooses anew.
      socket.volatile.emit('choose', track, since, (catchUp) => {
        if (choice !== choices) return;
        answered = choice;
        onAnswer(catchUp);
      });
    },
  };
}
