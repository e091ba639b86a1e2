import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { STREAM_PATH } from '../../../protocol/stream-contract.ts';
import type { Logger } from '../../log.ts';
import { systemClock, type Clock } from '../../pipeline/clock.ts';
import type { GuestRoom } from '../guests/guest-room.ts';
import { addressOf } from '../places/door.ts';
import { UPGRADED_WITHIN_MS } from '../places/http-limits.ts';
import type { Places } from '../places/places.ts';
import type { Refusal } from '../request-guard.ts';
import { StreamClient, type StreamClientTools } from './stream-client.ts';
import { StreamFailure } from './stream-failure.ts';
import { DEFAULT_STREAM_LIMITS, type StreamLimits } from './stream-limits.ts';
import { StreamSocket } from './stream-socket.ts';
import type { CreateStreamSound, StreamSound } from './stream-sound.ts';

/** How long all clients together have to answer the goodbye, in milliseconds. */
const GOODBYE_MS = 300;

export interface StreamEndpointOptions {
  /** Refuses a request before it becomes a connection: wrong Host, foreign Origin. */
  readonly check: (request: IncomingMessage) => Refusal | undefined;
  /** The token that clients must have. Nobody needs one where it is absent. */
  readonly token?: { matches(candidate: unknown): boolean };
  /** Which requests need the token. All when absent. */
  readonly needsToken?: (request: IncomingMessage) => boolean;
  /** Which requests come from this PC. All when absent. */
  readonly isLocal?: (request: IncomingMessage) => boolean;
  /** Where a client waits until it has shown its right. Nowhere when absent. */
  readonly placesOf?: (request: IncomingMessage) => Places;
  /** Where clients become guests. */
  readonly room: GuestRoom<StreamSound>;
  /** `createStreamCapture`. */
  readonly createSound: CreateStreamSound;
  readonly limits?: Partial<StreamLimits>;
  readonly log: Logger;
  /** The system's clock when absent. */
  readonly clock?: Clock;
}

/** The WebSocket for programs, on a server that somebody else owns. */
export interface StreamEndpoint {
  /** The clients that are connected; those whose captions are still being made are. */
  readonly clients: readonly StreamClient['status'][];
  /** Says goodbye to all clients, and takes no more. Call it before the server is closed. */
  close(): Promise<void>;
}

/** Serves `STREAM_PATH`. Requests for other paths are left to the other listeners of the server. */
export function attachStreamEndpoint(server: Server, options: StreamEndpointOptions): StreamEndpoint {
  const { check, token, needsToken = () => true, clock = systemClock, log, room, createSound } = options;
  const { isLocal = () => true, placesOf } = options;
  const limits: StreamLimits = { ...DEFAULT_STREAM_LIMITS, ...options.limits };
  const tools: StreamClientTools = { room, createSound, limits, clock, log };
  const sockets = new WebSocketServer<typeof StreamSocket>({
    noServer: true,
    clientTracking: false,
    autoPong: false,
    perMessageDeflate: false,
    maxPayload: limits.maxMessageBytes,
    WebSocket: StreamSocket,
  });
  const closing = new AbortController();
  const clients = new Set<StreamClient>();
  let watching = false;

  function onUpgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    if (pathOf(request) !== STREAM_PATH) return;
    const refusal = check(request);
    if (refusal) {
      connection.end(`HTTP/1.1 ${refusal.status} Refused\r\nconnection: close\r\n\r\n${refusal.reason}\n`);
      return;
    }
    sockets.handleUpgrade(request, connection, head, (socket) => welcome(socket, request));
  }

  function welcome(socket: StreamSocket, request: IncomingMessage): void {
    const held = token && needsToken(request) ? token : undefined;
    const bearer = bearerOf(request);
    if (held && bearer !== undefined && !held.matches(bearer)) {
      return dismiss(socket, new StreamFailure('unauthorized', 'The token in the Authorization header is wrong.'));
    }
    const checkToken = held && bearer === undefined ? { checkToken: (value: unknown) => held.matches(value) } : {};
    const places = placesOf?.(request);
    const client = new StreamClient({
      ...tools,
      socket,
      remote: !isLocal(request),
      onProven: () => places?.leave(request.socket),
      ...checkToken,
    });
    if (!client.isProven) {
      places?.wait(request.socket, {
        address: addressOf(request.socket),
        turnAway: () => client.crowdOut(),
        withinMs: UPGRADED_WITHIN_MS,
      });
    }
    clients.add(client);
    void watch();
    log.debug('a stream client connected', { id: client.id, clients: clients.size });
    void client.gone.then(() => {
      clients.delete(client);
      log.debug('a stream client is gone', { id: client.id, clients: clients.size });
    });
  }

  /** A client that does not answer its dismissal is cut off. */
  function dismiss(socket: StreamSocket, failure: StreamFailure): void {
    socket.on('error', () => undefined);
    const closed = new AbortController();
    socket.on('close', () => closed.abort());
    socket.fail(failure);
    void clock.sleep(GOODBYE_MS, closed.signal).then(() => socket.terminate());
  }

  /** Looks at the limits in time as long as there are clients. */
  async function watch(): Promise<void> {
    if (watching) return;
    watching = true;
    while (clients.size > 0 && !closing.signal.aborted) {
      await clock.sleep(limits.checkEveryMs, closing.signal);
      for (const client of clients) client.check();
    }
    watching = false;
  }

  server.on('upgrade', onUpgrade);

  return {
    get clients() {
      return [...clients].map(({ status }) => status);
    },
    async close() {
      server.off('upgrade', onUpgrade);
      closing.abort();
      const leaving = [...clients];
      for (const client of leaving) client.close('going-away');
      const all = Promise.all(leaving.map(({ gone }) => gone));
      await Promise.race([all, clock.sleep(GOODBYE_MS, new AbortController().signal)]);
      for (const client of clients) client.cut();
    },
  };
}

function pathOf({ url }: IncomingMessage): string {
  return (url ?? '').split('?', 1)[0]?.replace(/\/$/u, '') ?? '';
}

/** The token of an `Authorization: Bearer` header. */
function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer\s+(\S+)$/iu.exec(headers.authorization ?? '')?.[1];
}
