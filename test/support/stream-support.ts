import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocket, type ClientOptions } from 'ws';
import { createStreamCapture } from '../../src/engine/audio/stream/stream-capture.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineConfig } from '../../src/engine/engine-config.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import type { SourceHost } from '../../src/engine/pipeline/source.ts';
import { GuestRoom } from '../../src/engine/server/guests/guest-room.ts';
import { hearGuests } from '../../src/engine/server/guests/hear-guests.ts';
import { createRequestGuard } from '../../src/engine/server/request-guard.ts';
import { attachStreamEndpoint } from '../../src/engine/server/stream/stream-endpoint.ts';
import type { StreamEndpoint, StreamEndpointOptions } from '../../src/engine/server/stream/stream-endpoint.ts';
import type { StreamSound } from '../../src/engine/server/stream/stream-sound.ts';
import type { StreamCaption, StreamServerMessage } from '../../src/protocol/stream-contract.ts';
import { runtimeFiles } from './files.ts';
import { recognizerWith } from './recognizer-settings.ts';
import { demoConfig } from './run-engine.ts';
import type { HostScript } from './scripted-pool.ts';
import { silentLog } from '../../src/engine/log.ts';

/** For tests in which time plays no role: clients may send a clip as fast as they like. */
export const NO_PACE = { mostAheadMs: Number.POSITIVE_INFINITY };

/** Where utterances end depends on the sound only, not on how soon a decode in a pause is ready. */
export const STEADY = { partials: false };

interface StreamServerOptions extends Partial<Omit<StreamEndpointOptions, 'limits'>> {
  readonly limits?: StreamEndpointOptions['limits'] & { readonly maxClients?: number };
  /** Who listens; the engine of the server when absent. */
  readonly engine?: () => SourceHost | undefined;
  /** True where captions are those of the run as well. */
  readonly shown?: boolean;
  /** A recogniser by script; the bundled model when absent. */
  readonly script?: HostScript;
  readonly config?: Partial<EngineConfig>;
}

interface StreamTestServer extends AsyncDisposable {
  readonly engine: Engine;
  readonly endpoint: StreamEndpoint;
  readonly http: Server;
  readonly port: number;
  readonly url: string;
}

/** A running engine without sources of its own, and the endpoint on a bare http server. */
export async function startStreamServer({
  script,
  config,
  shown = false,
  engine: listener,
  ...options
}: StreamServerOptions = {}): Promise<StreamTestServer> {
  const { limits: { maxClients: most = 32, ...limits } = {}, clock = systemClock } = options;
  const remote = { model: JSON.stringify(script), keyVariable: undefined };
  const scripted = { recognizer: recognizerWith({ model: 'http://127.0.0.1:9', remote }) };
  const engine = new Engine(demoConfig([], { ...(script ? scripted : {}), ...config }), {
    files: script ? { ...runtimeFiles, recognizerHost: scriptedHost } : runtimeFiles,
    log: silentLog,
  });
  await engine.start();
  const http = createServer();
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const room = new GuestRoom<StreamSound>({ prefix: 'stream', most, clock });
  const host = listener ? listener() : engine;
  if (host) hearGuests(room, { engine: host, spoken: { language: 'auto' }, translate: [], shown });
  const endpoint = attachStreamEndpoint(http, {
    check: (request) => createRequestGuard(port).checkSocket(request),
    room,
    createSound: createStreamCapture,
    log: silentLog,
    ...options,
    limits,
  });
  return {
    engine,
    endpoint,
    http,
    port,
    url: `ws://127.0.0.1:${port}/stream`,
    async [Symbol.asyncDispose]() {
      await endpoint.close();
      http.close();
      http.closeAllConnections();
      await engine.close();
    },
  };
}

const scriptedHost = path.join(import.meta.dirname, 'scripted-host.mjs');

/** A program that sends sound, as a test sees it. */
export class TestClient {
  readonly socket: WebSocket;
  readonly messages: StreamServerMessage[] = [];
  readonly opened: Promise<unknown>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(url, options);
    this.opened = once(this.socket, 'open');
    this.opened.catch(() => undefined);
    this.socket.on('message', (data) =>
      this.messages.push(JSON.parse((data as Buffer).toString()) as StreamServerMessage),
    );
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.socket.on('error', () => undefined);
  }

  /** The newest state of each caption, in the order of the first ones. */
  get captions(): StreamCaption[] {
    const newest = new Map<string, StreamCaption>();
    for (const message of this.messages) {
      if (message.type === 'caption') newest.set(message.utteranceId, message);
      if (message.type === 'discard') newest.delete(message.utteranceId);
    }
    return [...newest.values()];
  }

  get finals(): StreamCaption[] {
    return this.captions.filter(({ final }) => final);
  }

  /** The first message of a type; waits for it. */
  async next<T extends StreamServerMessage['type']>(type: T): Promise<Extract<StreamServerMessage, { type: T }>> {
    for (;;) {
      const found = this.messages.find((message) => message.type === type);
      if (found) return found as Extract<StreamServerMessage, { type: T }>;
      await Promise.race([once(this.socket, 'message'), this.closed]);
      if (this.socket.readyState === WebSocket.CLOSED && !this.messages.some((message) => message.type === type)) {
        throw new Error(`closed before ${type}`);
      }
    }
  }

  async say(message: object): Promise<void> {
    await this.opened;
    this.socket.send(JSON.stringify(message));
  }

  /** Sends samples as the seed of this project did: 1024 floats in each message. */
  async play(samples: Float32Array, format: 'float32' | 'int16' = 'float32', perMessage = 1024): Promise<void> {
    await this.opened;
    const all = format === 'float32' ? samples : Int16Array.from(samples, (value) => Math.round(value * 32_768));
    for (let start = 0; start < all.length; start += perMessage) this.socket.send(all.slice(start, start + perMessage));
  }
}
