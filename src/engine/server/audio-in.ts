import type { Namespace } from 'socket.io';
import type { AudioEngineToPage, AudioHello, AudioPageToEngine } from '../../protocol/audio-contract.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../pipeline/clock.ts';
import type { AccessToken } from './access-token.ts';
import { AudioConnection } from './audio-connection.ts';
import type { AudioInlet, AudioInletSession } from './audio-inlet.ts';
import { audioRefusal } from './audio-refusals.ts';
import type { RequestGuard } from './request-guard.ts';

interface AudioInOptions {
  readonly inlet: AudioInlet;
  readonly guard: RequestGuard;
  readonly token: AccessToken;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Listens to pages that send sound. */
export interface AudioIn {
  /** Tells all pages that the engine is closing. */
  close(): void;
}

/**
 * Lets pages send sound. Pages of this server that were opened on this PC need no token; everyone else does, other
 * programs of this PC included.
 */
export function serveAudioIn(
  namespace: Namespace<AudioPageToEngine, AudioEngineToPage>,
  { inlet, guard, token, clock, log }: AudioInOptions,
): AudioIn {
  const connections = new Set<AudioConnection>();
  /** The connection that each session has now, by the id that its page has chosen. */
  const owners = new Map<string, AudioConnection>();
  const guests = new Set<AudioConnection>();

  function join(
    hello: AudioHello,
    connection: AudioConnection,
  ): { readonly session: AudioInletSession; readonly resumed: boolean } | undefined {
    owners.get(hello.session)?.replace();
    const joined = inlet.join(hello);
    if (joined !== undefined) owners.set(hello.session, connection);
    return joined;
  }

  namespace.use((socket, next) => {
    if (guard.isOwnPage(socket.request) || token.matches(socket.handshake.auth['token'])) return next();
    next(Object.assign(new Error('unauthorized'), { data: audioRefusal('unauthorized') }));
  });
  namespace.on('connection', (socket) => {
    const connection = new AudioConnection({
      socket,
      join,
      leave: (session) => inlet.leave(session),
      clock,
      log,
      onEnd: (ended) => {
        connections.delete(ended);
        guests.delete(ended);
        for (const [session, owner] of owners) if (owner === ended) owners.delete(session);
      },
    });
    connections.add(connection);
    if (!guard.isOwnPage(socket.request)) guests.add(connection);
  });
  const ignoreRenewals = token.onRenewed(() => {
    for (const guest of [...guests]) guest.refuse('token-revoked');
  });

  return {
    close() {
      ignoreRenewals();
      for (const connection of [...connections]) connection.refuse('going-away');
    },
  };
}
