import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { Server, type Namespace, type Socket } from 'socket.io';
import { WebSocketServer, type ServerOptions } from 'ws';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { RateLimit } from '../rate-limit.ts';
import type { Refusal } from '../request-guard.ts';
import type { Door } from './door.ts';
import { watchUnread } from './unread-bytes.ts';

/** Pages send receipts of about 150 bytes, and sound in pieces of 1024 bytes. */
const LARGEST_MESSAGE_BYTES = 4096;

/** How long a page has to say what it wants after it has connected, in milliseconds. */
const FIRST_MESSAGE_MS = 5000;

/** How long a page has to answer the goodbye, in milliseconds. A frozen page never does. */
const GOODBYE_MS = 300;

/** What a connection may do once it has a place. */
export interface SocketLimits {
  /** A page that has left so much unread, in bytes, does not read at all. */
  readonly stuckBytes: number;
  readonly packets: { readonly burst: number; readonly perSecond: number };
  readonly transports: readonly ('polling' | 'websocket')[];
}

/** Over 1,000 finals, and more packets than any page sends: those of sound come in twos, many at once after a lost connection. */
const PAGE_LIMITS: SocketLimits = {
  stuckBytes: 1_048_576,
  packets: { burst: 4000, perSecond: 500 },
  transports: ['polling', 'websocket'],
};

/** Packets of a page that has no place yet: it asks for one or two. */
const FIRST_PACKETS = { burst: 20, perSecond: 2 } as const;

/** One connection of a page, whatever it joins over it. */
type Connection = Socket['conn'];

interface PageSocketsOptions {
  /** Where a request has come in. */
  readonly doorOf: (request: IncomingMessage) => Door;
  /** Refuses a request: wrong Host, foreign Origin. */
  readonly check: (request: IncomingMessage) => Refusal | undefined;
  /** Sent with every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Those of the streamer's pages when absent. */
  readonly limits?: SocketLimits;
  /** A connection was cut for what it did. */
  readonly onCut?: () => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A WebSocket that waits for the other side's goodbye no longer than for that of a page. */
class PromptWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, closeTimeout: GOODBYE_MS } as ServerOptions);
  }
}

/**
 * The connections of pages by socket.io. Each one waits at its door until it has joined a namespace that it has a right to;
 * only then it has a place.
 */
export class PageSockets {
  readonly io: Server;
  readonly #options: PageSocketsOptions;
  readonly #connections = new Map<string, Connection>();
  readonly #joined = new WeakMap<Connection, Set<string>>();

  constructor(http: HttpServer, options: PageSocketsOptions) {
    const { doorOf, limits = PAGE_LIMITS } = options;
    this.#options = options;
    this.io = new Server(http, {
      transports: [...limits.transports],
      serveClient: false,
      maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
      connectTimeout: FIRST_MESSAGE_MS,
      wsEngine: PromptWebSocketServer,
      // A frozen page is given up after 20 s, so that what it misses does not pile up here.
      pingInterval: 10_000,
      pingTimeout: 10_000,
      allowRequest: (request, answer) => answer(undefined, !doorOf(request).places.areTaken),
    });
    this.io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
      if (this.#mayAsk(request, response)) next();
    });
    this.io.engine.on('connection', (connection: Connection) => this.#welcome(connection));
    // Every client may join the main namespace of socket.io, and nobody serves it.
    this.io.of('/').use((_socket, next) => next(new Error('namespace-unknown')));
  }

  /** Gives places to who joins this namespace. To be called after what looks at the right to it. */
  givePlaces(namespace: Namespace): void {
    const { name } = namespace;
    namespace.use(({ conn }, next) => {
      const joined = this.#joined.get(conn);
      if (joined === undefined || joined.has(name) || !this.#placesOf(conn).admit(conn)) {
        // A page whose connection ends tries again by itself; one that is told of an error does not.
        this.#cut(conn);
        return next(new Error('too-many'));
      }
      joined.add(name);
      next();
    });
    namespace.on('connection', (socket) => {
      const { conn } = socket;
      socket.on('disconnect', () => {
        const joined = this.#joined.get(conn);
        joined?.delete(name);
        if (joined?.size === 0 && conn.readyState === 'open') this.#wait(conn);
      });
    });
  }

  /** False where a request was answered here. */
  #mayAsk(request: IncomingMessage, response: ServerResponse): boolean {
    const { doorOf, check, headers } = this.#options;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const door = doorOf(request);
    const known = this.#known(request);
    const refusal = (known && door.places.isMember(known) ? undefined : door.checkRate(request)) ?? check(request);
    if (refusal) {
      refuse(request, response, refusal);
      return false;
    }
    if (known) this.#follow(known, request, response);
    return true;
  }

  /** The connection that a request belongs to. */
  #known({ url = '' }: IncomingMessage): Connection | undefined {
    const id = new URLSearchParams(url.split('?', 2)[1]).get('sid') ?? '';
    return this.#connections.get(id);
  }

  /** What carries a request of a page that has a place waits for nothing. */
  #follow(connection: Connection, { headers, socket }: IncomingMessage, response: ServerResponse): void {
    const { doorOf } = this.#options;
    const door = doorOf(connection.request);
    if (headers.upgrade !== undefined) {
      connection.once('upgrade', () => door.places.leave(socket));
    } else if (door.places.isMember(connection)) {
      door.places.leave(socket);
      response.once('close', () => door.returned(socket));
    }
  }

  #welcome(connection: Connection): void {
    const { log, clock, limits = PAGE_LIMITS, onCut } = this.#options;
    const { request, transport } = connection;
    const places = this.#placesOf(connection);
    this.#joined.set(connection, new Set());
    if (transport.name === 'websocket') places.leave(request.socket);
    // engine.io's own 30 s keep the whole program from its end.
    else Object.assign(transport, { closeTimeout: GOODBYE_MS });
    this.#wait(connection);
    const { id } = connection as unknown as { readonly id: string };
    this.#connections.set(id, connection);
    connection.once('close', (_reason: string, cause: unknown) => {
      this.#connections.delete(id);
      places.leave(connection);
      if (isAgainstProtocol(cause)) onCut?.();
    });

    const first = new RateLimit({ ...FIRST_PACKETS, clock });
    const all = new RateLimit({ ...limits.packets, clock });
    connection.on('packet', () => {
      if (all.allow() && (places.isMember(connection) || first.allow())) return;
      log.warn('A page sent too much, and was disconnected.');
      onCut?.();
      this.#cut(connection);
    });
    watchUnread(connection, limits.stuckBytes, () => {
      log.warn('A page did not read its captions, and was disconnected. It gets them when it comes back.');
      onCut?.();
      this.#cut(connection);
    });
  }

  #wait(connection: Connection): void {
    this.#placesOf(connection).wait(connection, {
      address: this.#options.doorOf(connection.request).addressOf(connection.request),
      turnAway: () => this.#cut(connection),
      withinMs: FIRST_MESSAGE_MS,
    });
  }

  #placesOf({ request }: Connection): Door['places'] {
    return this.#options.doorOf(request).places;
  }

  #cut(connection: Connection): void {
    connection.close(true);
  }
}

/** A message that is too large, or none, ends a WebSocket by itself: engine.io makes one text of what `ws` says of it. */
function isAgainstProtocol(cause: unknown): boolean {
  return cause instanceof Error && /^RangeError: |^Error: Invalid WebSocket frame/u.test(cause.message);
}

/** Answers a request for socket.io that must not get through. */
function refuse(request: IncomingMessage, response: ServerResponse, { status, reason }: Refusal): void {
  const text = `${reason}\n`;
  if (request.headers.upgrade === undefined) {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(text);
  } else {
    // engine.io's stand-in response for an upgrade can only cut the connection, which says nothing.
    request.socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\n\r\n${text}`);
  }
}
