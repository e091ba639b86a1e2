import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server, type Namespace } from 'socket.io';
import { AUDIO_IN_NAMESPACE, type AudioEngineToPage, type AudioPageToEngine } from '../../protocol/audio-contract.ts';
import type { CaptionEvent } from '../../protocol/caption-event.ts';
import { CLIP_PATH } from '../../protocol/clip-contract.ts';
import { isLasting } from '../../protocol/demo-notices.ts';
import type { RunInfo } from '../../protocol/run-info.ts';
import {
  CAPTION_NAMESPACE,
  PROTOCOL_VERSION,
  type DeliveryReceipt,
  type EngineToOverlay,
  type OverlayToEngine,
  type Snapshot,
} from '../../protocol/socket-contract.ts';
import type { EngineStatus } from '../../protocol/status.ts';
import type { Logger } from '../log.ts';
import { systemClock, type Clock } from '../pipeline/clock.ts';
import { AccessToken } from './access-token.ts';
import type { AudioConnectionTools } from './audio-connection.ts';
import { serveAudioIn } from './audio-in.ts';
import { serveCaptionPages } from './caption-pages.ts';
import { eitherGuard } from './lan-guard.ts';
import { openLanListener, type LanListener, type LanOptions } from './lan-listener.ts';
import { listen } from './listen.ts';
import { readPageFile, readPageFiles, type PageFile } from './page-files.ts';
import { createPageListener } from './page-routes.ts';
import { createRequestGuard, type RequestGuard } from './request-guard.ts';
import { securityHeaders } from './security-headers.ts';
import type { ServedClip } from './served-clip.ts';
import { attachStreamEndpoint, type StreamEndpointOptions } from './stream/stream-endpoint.ts';

/** Pages send receipts of about 150 bytes, and sound in pieces of 1024 bytes. */
const LARGEST_MESSAGE_BYTES = 4096;

/** A streamer has a handful of browser sources; more than this is a program gone wild. */
const MOST_PAGES = 64;

/** Other devices get no connection beyond this number of all: they must not take the place of the streamer's own pages. */
const MOST_PAGES_WITH_GUESTS = 48;

/** The pages that other devices may open. */
export type GuestPage = '/overlay' | '/demo' | '/microphone';

/** How long pages have to answer the goodbye, in milliseconds. A frozen page never does. */
const GOODBYE_MS = 300;

export interface CaptionServerOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** True where the next free port will not do. False when absent. */
  readonly exactPort?: boolean;
  /** Loopback only: the pages need no token. 127.0.0.1 when absent. */
  readonly host?: '127.0.0.1' | '::1' | 'localhost';
  /** Folder of the built pages. */
  readonly pagesFolder: string;
  /** Folder with `themes` and `fonts`. */
  readonly assetsFolder: string;
  /** The present state, asked for at each connect. It must include every event published so far. */
  readonly state: () => Snapshot;
  /** A page has drawn the text of a final. */
  readonly onDelivered?: (receipt: DeliveryReceipt) => void;
  /** Pages came or went; `count` are connected now. */
  readonly onPagesChanged?: (count: number) => void;
  /** Takes the sound of pages. Pages cannot send any when absent. */
  readonly pageGuests?: Pick<AudioConnectionTools, 'room' | 'createSound'>;
  /** Lets other devices in, which need the token for captions as well as for sound. Nobody is let in when absent. */
  readonly lan?: LanOptions;
  /** A new random one when absent. */
  readonly token?: AccessToken;
  /** Serves programs that send sound over a plain WebSocket. They are refused when absent. */
  readonly programs?: Pick<StreamEndpointOptions, 'room' | 'createSound'>;
  /** What a demo plays. */
  readonly clip?: ServedClip;
  readonly log: Logger;
  /** The system's clock when absent. */
  readonly clock?: Clock;
}

/** Serves the caption pages, and sends them captions. */
export interface CaptionServer {
  /** Where the pages are, without a slash at the end. Its port may be another one than the wanted one. */
  readonly url: string;
  readonly port: number;
  /** The secret of other devices and programs. `renew()` it to lock all of them out. */
  readonly token: AccessToken;
  /**
   * Addresses of a page for other devices, with the token. To be shown to the streamer, never logged. Empty where other
   * devices are not let in.
   */
  guestUrls(page: GuestPage): readonly string[];
  /** How many pages are connected. */
  readonly pageCount: number;
  /** Sends an event to all pages. It must be in `state()` already. */
  publish(event: CaptionEvent): void;
  publishStatus(status: EngineStatus): void;
  /** Sends all pages the present state anew, where what it says of the configuration has changed. */
  publishSnapshot(): void;
  /** Disconnects all pages and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the server.
 * @throws EngineError `port-in-use` where no port can be had, `server-failed` where the pages are missing.
 */
export async function createCaptionServer(options: CaptionServerOptions): Promise<CaptionServer> {
  const { log, clock = systemClock, host = '127.0.0.1', token = new AccessToken() } = options;
  const files = await readServedFiles(options);
  const http = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 16_384 });
  http.maxConnections = MOST_PAGES * 4;
  const connections = new Set<Socket>();
  http.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  // Node takes its own listener off a connection that asks for another protocol. Whoever cuts one ends nothing but that.
  http.prependListener('upgrade', (_request, connection) => {
    connection.on('error', (error: NodeJS.ErrnoException) => {
      log.debug('A connection was lost.', { code: error.code ?? error.name });
    });
  });
  const port = await listen(http, { port: options.port, host, exactPort: options.exactPort ?? false });

  const lan = options.lan && (await openLanOrClose(http, options.lan));
  const localGuard = createRequestGuard(port);
  const guard = lan === undefined ? localGuard : eitherGuard(localGuard, lan.guard, lan.isFromLan);
  const headers = securityHeaders(port);
  http.on(
    'request',
    createPageListener({
      files,
      guard,
      headers,
      health: () => ({ ok: true, name: 'overlingo', protocol: PROTOCOL_VERSION, pages: pages.count }),
      runInfo: (isLocal) => runInfo(options, isLocal),
      programs: options.programs !== undefined,
    }),
  );
  const io = new Server<OverlayToEngine, EngineToOverlay>(http, {
    serveClient: false,
    maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
    connectTimeout: 5_000,
    // A frozen page is given up after 20 s, so that what it misses does not pile up here.
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: (request, answer) => {
      const most = guard.isLocal(request) ? MOST_PAGES : MOST_PAGES_WITH_GUESTS;
      answer(undefined, io.engine.clientsCount < most);
    },
  });
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!refuse(request, response, guard)) next();
  });
  const { state, onDelivered, onPagesChanged } = options;
  const shown = { state, onDelivered, onPagesChanged, clip: options.clip };
  const pages = serveCaptionPages(io.of(CAPTION_NAMESPACE), { ...shown, guard, token, clock, log });
  const audioIn =
    options.pageGuests && serveAudioIn(audioNamespace(io), { ...options.pageGuests, guard, token, clock, log });
  const programs =
    options.programs &&
    attachStreamEndpoint(http, {
      ...options.programs,
      check: (request) => guard.checkSocket(request),
      token,
      log,
      clock,
    });

  return {
    url: `http://${host === '::1' ? '[::1]' : host}:${port}`,
    port,
    token,
    guestUrls: (page) => (lan?.origins ?? []).map((origin) => `${origin}${page}#token=${token.value}`),
    get pageCount() {
      return pages.count;
    },
    publish: (event) => pages.publish(event),
    publishStatus: (status) => pages.publishStatus(status),
    publishSnapshot: () => pages.publishSnapshot(),
    async close() {
      pages.close();
      audioIn?.close();
      await programs?.close();
      const closed = io.close();
      await Promise.race([closed, clock.sleep(GOODBYE_MS, new AbortController().signal)]);
      for (const connection of connections) connection.destroy();
      lan?.close();
      await closed;
    },
  };
}

async function openLanOrClose(http: HttpServer, options: LanOptions): Promise<LanListener> {
  try {
    return await openLanListener(http, options);
  } catch (error) {
    http.close();
    throw error;
  }
}

async function readServedFiles(options: CaptionServerOptions): Promise<ReadonlyMap<string, PageFile>> {
  const files = await readPageFiles(options);
  return options.clip ? new Map([...files, [CLIP_PATH, await readPageFile(options.clip.file)]]) : files;
}

function runInfo({ state, pageGuests }: CaptionServerOptions, isLocal: boolean): RunInfo {
  const microphone = pageGuests !== undefined;
  if (!isLocal) return { microphone, targetLanguages: [], overlay: {}, notices: [] };
  const { targetLanguages, overlay = {}, status } = state();
  return { microphone, targetLanguages, overlay, notices: status.notices.filter(isLasting) };
}

function audioNamespace(io: Server): Namespace<AudioPageToEngine, AudioEngineToPage> {
  return io.of(AUDIO_IN_NAMESPACE);
}

/** Answers a request for socket.io that must not get through. Says whether it did. */
function refuse(request: IncomingMessage, response: ServerResponse, guard: RequestGuard): boolean {
  const refusal = guard.checkSocket(request);
  if (!refusal) return false;
  const text = `${refusal.reason}\n`;
  if (request.headers.upgrade === undefined) {
    response.writeHead(refusal.status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(text);
  } else {
    // engine.io's stand-in response for an upgrade can only cut the connection, which says nothing.
    request.socket.end(`HTTP/1.1 ${refusal.status} Refused\r\nconnection: close\r\n\r\n${text}`);
  }
  return true;
}
