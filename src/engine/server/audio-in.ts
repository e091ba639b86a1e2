import type { Namespace } from 'socket.io';
import type { AudioEngineToPage, AudioPageToEngine } from '../../protocol/audio-contract.ts';
import type { GuestRefusalCode } from '../../protocol/guest-refusal.ts';
import type { AccessToken } from './access-token.ts';
import { AudioConnection, type AudioConnectionTools } from './audio-connection.ts';
import { audioRefusal } from './audio-refusals.ts';
import type { RequestGuard } from './request-guard.ts';

interface AudioInOptions extends AudioConnectionTools {
  readonly guard: RequestGuard;
  readonly token: AccessToken;
}

/** Listens to pages that send sound. */
export interface AudioIn {
  /** Tells all pages that the engine is closing. */
  close(): void;
}

/**
 * Lets pages send sound. Pages of this server that were opened on this PC need no token; everyone else does. That keeps
 * honest programs of this PC out, not one that says that it is such a page: it can read all that the page could show.
 */
export function serveAudioIn(
  namespace: Namespace<AudioPageToEngine, AudioEngineToPage>,
  { guard, token, ...tools }: AudioInOptions,
): AudioIn {
  const connections = new Set<AudioConnection>();
  const guests = new Set<AudioConnection>();

  namespace.use((socket, next) => {
    const { auth } = socket.handshake;
    const refuse = (code: GuestRefusalCode): void => next(Object.assign(new Error(code), { data: audioRefusal(code) }));
    if (!guard.isOwnPage(socket.request) && !token.matches(auth['token'])) return refuse('unauthorized');
    // Whoever comes back is let in, so a page that means to speak is told by the answer to its hello.
    if (auth['asks'] === true && tools.room.isFull(!guard.isLocal(socket.request))) return refuse('too-many');
    next();
  });
  namespace.on('connection', (socket) => {
    const connection = new AudioConnection({
      ...tools,
      socket,
      remote: !guard.isLocal(socket.request),
      onEnd: (ended) => {
        connections.delete(ended);
        guests.delete(ended);
      },
    });
    connections.add(connection);
    if (!guard.isOwnPage(socket.request)) guests.add(connection);
  });
  const ignoreRenewals = token.onRenewed(() => {
    for (const guest of [...guests]) guest.close('token-revoked');
  });

  return {
    close() {
      ignoreRenewals();
      for (const connection of [...connections]) connection.close('going-away');
    },
  };
}
