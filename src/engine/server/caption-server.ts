import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Namespace, Server } from 'socket.io';
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
import type { EngineStatus, StatusNotice } from '../../protocol/status.ts';
import type { Logger } from '../log.ts';
import { systemClock, type Clock } from '../pipeline/clock.ts';
import { AccessToken } from './access-token.ts';
import type { AudioConnectionTools } from './audio-connection.ts';
import { serveAudioIn } from './audio-in.ts';
import { serveCaptionPages } from './caption-pages.ts';
import type { ControlledRun } from './control/controlled-run.ts';
import { openControls, type Controls } from './control/open-controls.ts';
import { eitherGuard } from './lan-guard.ts';
import { openLanListener, type LanListener, type LanOptions } from './lan-listener.ts';
import { listen } from './listen.ts';
import { movedNotices } from './moved-notices.ts';
import { readPageFile, readPageFiles, type PageFile } from './page-files.ts';
import { createPageListener } from './page-routes.ts';
import { Door } from './places/door.ts';
import { HTTP_LIMITS } from './places/http-limits.ts';
import { PageSockets } from './places/page-sockets.ts';
import { LOCAL_PLACES } from './places/place-limits.ts';
import { Places } from './places/places.ts';
import { createRequestGuard, type Refusal } from './request-guard.ts';
import { securityHeaders } from './security-headers.ts';
import type { ServedClip } from './served-clip.ts';
import { attachStreamEndpoint, type StreamEndpointOptions } from './stream/stream-endpoint.ts';

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
  /** Whether an event is kept from the pages, as `state` keeps its cue; none is when absent. */
  readonly isWithheld?: (event: CaptionEvent) => boolean;
  /** What pages of this PC may control, and programs of this PC where `remote` is true. Nothing when absent. */
  readonly control?: ControlledRun;
  /** Lets programs of this PC control the run, with the token. False when absent. */
  readonly remote?: boolean;
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
  /** Further files, by their paths, for pages of this PC alone; none when absent. */
  readonly localFiles?: ReadonlyMap<string, PageFile>;
  readonly log: Logger;
  /** The system's clock when absent. */
  readonly clock?: Clock;
}

/** Serves the caption pages, and sends them captions. */
export interface CaptionServer {
  /** Where the pages are, without a slash at the end. Its port may be another one than the wanted one. */
  readonly url: string;
  readonly port: number;
  /** What the streamer must know of its ports: those that were wanted were taken. */
  readonly notices: readonly StatusNotice[];
  /** The secret of other devices and programs. `renew()` it to lock all of them out. */
  readonly token: AccessToken;
  /**
   * Addresses of a page for other devices, with the token. To be shown to the streamer, never logged. Empty where other
   * devices are not let in.
   */
  guestUrls(page: GuestPage): readonly string[];
  /** Names of the themes that pages can have. */
  readonly themes: readonly string[];
  /** How many pages are connected. */
  readonly pageCount: number;
  /** Paths and queries of those that OBS shows, each as often as it is. */
  readonly obsPages: readonly string[];
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
 * @throws EngineError `port-in-use` or `port-forbidden` where no port can be had, `server-failed` where the pages are missing.
 */
export async function createCaptionServer(options: CaptionServerOptions): Promise<CaptionServer> {
  const { log, clock = systemClock, host = '127.0.0.1', token = new AccessToken() } = options;
  const files = await readServedFiles(options);
  const http = createServer(HTTP_LIMITS);
  const local = new Door(http, { places: new Places(LOCAL_PLACES, clock), secure: false });
  const { port, moved } = await listen(http, { port: options.port, host, exactPort: options.exactPort ?? false });

  const lan = options.lan && (await openLanOrClose(http, options.lan, clock));
  const localGuard = createRequestGuard(port);
  const isFromLan = (request: IncomingMessage): boolean => lan?.door.has(request) ?? false;
  const doorOf = (request: IncomingMessage): Door => (lan?.door.has(request) ? lan.door : local);
  const guard = lan === undefined ? localGuard : eitherGuard(localGuard, lan.guard, isFromLan);
  watchUpgrades(http, doorOf, log);
  const headers = securityHeaders(port);
  http.on(
    'request',
    createPageListener({
      files,
      localFiles: options.localFiles ?? new Map(),
      isLocal: (request) => guard.isLocal(request),
      check: (request) => doorOf(request).checkRate(request) ?? guard.checkHost(request),
      headers,
      health: (request) => healthOf(pages.count, guard.isLocal(request)),
      runInfo: (request) => runInfo(options, guard.isLocal(request)),
      ...(options.control ? { api: (request, response) => controls?.handle(request, response) } : {}),
      programs: options.programs !== undefined,
    }),
  );
  const check = (request: IncomingMessage): Refusal | undefined => guard.checkSocket(request);
  const sockets = new PageSockets(http, { doorOf, check, headers, clock, log });
  const { io } = sockets;
  const { state, isWithheld, onDelivered, onPagesChanged, clip } = options;
  const shown = { state, isWithheld, onDelivered, onPagesChanged, clip };
  const captions: Namespace<OverlayToEngine, EngineToOverlay> = io.of(CAPTION_NAMESPACE);
  const pages = serveCaptionPages(captions, { ...shown, guard, token, clock, log });
  sockets.givePlaces(captions);
  const url = `http://${host === '::1' ? '[::1]' : host}:${port}`;
  const controls = controlsOf(options, { guard, doorOf, sockets, token, url, clock, log });
  const audioIn =
    options.pageGuests && serveAudioIn(audioNamespace(io), { ...options.pageGuests, guard, token, clock, log });
  if (audioIn) sockets.givePlaces(audioNamespace(io));
  const programs =
    options.programs &&
    attachStreamEndpoint(http, {
      ...options.programs,
      check: (request) => doorOf(request).checkRate(request) ?? check(request),
      isLocal: (request) => guard.isLocal(request),
      placesOf: (request) => doorOf(request).places,
      token,
      log,
      clock,
    });

  return {
    url,
    port,
    notices: movedNotices(
      { wanted: options.port, port, moved },
      options.lan && lan && { ...lan, wanted: options.lan.port },
    ),
    token,
    guestUrls: (page) => (lan?.origins ?? []).map((origin) => `${origin}${page}#token=${token.value}`),
    themes: themesOf(files),
    get pageCount() {
      return pages.count;
    },
    get obsPages() {
      return pages.obsPages;
    },
    publish(event) {
      pages.publish(event);
      controls?.publish(event);
    },
    publishStatus(status) {
      pages.publishStatus(status);
      controls?.publishStatus(status);
    },
    publishSnapshot: () => pages.publishSnapshot(),
    async close() {
      pages.close();
      controls?.close();
      audioIn?.close();
      await programs?.close();
      await sayGoodbye(io, clock, () => {
        local.cut();
        lan?.close();
      });
    },
  };
}

/** @param cut ends the connections of those who do not answer in time. */
async function sayGoodbye(io: Server, clock: Clock, cut: () => void): Promise<void> {
  const closed = io.close();
  await Promise.race([closed, clock.sleep(GOODBYE_MS, new AbortController().signal)]);
  cut();
  await closed;
}

function controlsOf(
  { control: run, remote = false, state }: CaptionServerOptions,
  { token, ...tools }: Omit<Parameters<typeof openControls>[0], 'run' | 'status' | 'token'> & { token: AccessToken },
): Controls | undefined {
  return run && openControls({ ...tools, run, token: remote ? token : undefined, status: () => state().status });
}

/** Whoever finds a port taken can tell by which program; the process is nobody's business on other devices. */
function healthOf(pages: number, isLocal: boolean): Readonly<Record<string, unknown>> {
  return { ok: true, name: 'overlingo', protocol: PROTOCOL_VERSION, pages, ...(isLocal ? { pid: process.pid } : {}) };
}

async function openLanOrClose(http: HttpServer, options: LanOptions, clock: Clock): Promise<LanListener> {
  try {
    return await openLanListener(http, options, clock);
  } catch (error) {
    http.close();
    throw error;
  }
}

async function readServedFiles(options: CaptionServerOptions): Promise<ReadonlyMap<string, PageFile>> {
  const files = await readPageFiles(options);
  return options.clip ? new Map([...files, [CLIP_PATH, await readPageFile(options.clip.file)]]) : files;
}

function themesOf(files: ReadonlyMap<string, PageFile>): readonly string[] {
  return [...files.keys()].flatMap((name) => /^\/themes\/(.+)\.css$/u.exec(name)?.[1] ?? []);
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

/** Node takes its own listener off a connection that asks for another protocol. Whoever cuts one ends nothing but that. */
function watchUpgrades(http: HttpServer, doorOf: (request: IncomingMessage) => Door, log: Logger): void {
  http.on('upgrade', (request: IncomingMessage, connection: Duplex) => {
    doorOf(request).upgraded(request);
    connection.on('error', (error: NodeJS.ErrnoException) => {
      log.debug('A connection was lost.', { code: error.code ?? error.name });
    });
  });
}
