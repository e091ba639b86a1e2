import { Engine } from '../engine/engine.ts';
import type { EngineConfig } from '../engine/engine-config.ts';
import type { Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';
import type { Logger } from '../engine/log.ts';
import type { Output } from '../engine/pipeline/output.ts';
import type { AddedSource, SourceConfig, SourceHost, SourceOptions } from '../engine/pipeline/source.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { createCaptionServer, type CaptionServer, type GuestPage } from '../engine/server/caption-server.ts';
import { pagesOutput } from '../engine/server/pages-output.ts';
import type { RecognizerDefinition } from '../engine/transcription/recognizer-definition.ts';
import type { TranslatorDefinition } from '../engine/translation/translator-definition.ts';
import { PROTOCOL_VERSION, type Snapshot } from '../protocol/socket-contract.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import { GuestRooms } from './guest-rooms.ts';
import type { Guests } from './guests.ts';
import { findRuntimeFiles } from './runtime-files.ts';

/** Before an engine runs. */
export const EMPTY_STATUS: EngineStatus = {
  stages: [],
  behindMs: 0,
  latency: {},
  counters: {},
  translators: [],
  notices: [],
};

/** What a session does. */
export interface SessionConfig {
  /** With the sources that are there from the start. */
  readonly engine: EngineConfig;
  /** The caption pages; no server runs when absent. */
  readonly pages?: PagesConfig;
}

interface PagesConfig {
  /** 0 for any free port. */
  readonly port: number;
  /** How far captions may be behind on pages whose address does not say it, in milliseconds. */
  readonly maxLagMs: number;
  /** Who is let in besides the pages of this PC; nobody when absent. */
  readonly guests?: Guests;
}

interface SessionTools {
  /** Get everything that the engine tells, besides the pages. */
  readonly outputs: readonly Output[];
  readonly log: Logger;
  /** Ends the session's engine. The session is still to be closed. */
  readonly signal: AbortSignal;
  /** Where the built parts of the program lie; beside the running one when absent. */
  readonly files?: RuntimeFiles;
  /** Where keys are looked up; that of this process when absent. */
  readonly environment?: Environment;
  /** Those that do not come with the program, to be named in the configuration like the others. */
  readonly translators?: readonly TranslatorDefinition[];
  readonly recognizers?: readonly RecognizerDefinition[];
}

/** The caption server, and one engine after the other behind it. Always to be closed. */
export interface Session extends SourceHost {
  /** Address of the pages, without a slash at the end; empty without pages. */
  readonly url: string;
  /** What programs must send to be let in; empty without pages. */
  readonly token: string;
  /** Addresses of a page for other devices, with the token. */
  guestUrls(page: GuestPage): readonly string[];
  /** Resolves once the models of the present engine are loaded. Rejects with an `EngineError` where that fails. */
  readonly ready: Promise<void>;
  /**
   * Resolves when all sources of the present engine have ended and its outputs have finished, or when the signal has
   * aborted; where guests may come, only then. Rejects with the first error.
   */
  readonly done: Promise<void>;
  status(): EngineStatus;
  /** Tells the streamer something. */
  notify(notice: StatusNotice): void;
  /** Ends the engine, and starts another one behind the same pages. */
  restart(config: EngineConfig): Promise<void>;
  /** Ends everything. Nothing runs any more when it resolves. */
  close(): Promise<void>;
}

/**
 * Starts a session. It resolves once the pages are served: the models are still being loaded, see `ready`.
 * @throws EngineError `port-in-use` where no port is free, `server-failed` where the pages are missing.
 */
export async function startSession(config: SessionConfig, tools: SessionTools): Promise<Session> {
  const session = new CaptionSession(config, tools);
  await session.open();
  return session;
}

/** An engine at work. */
interface Run {
  readonly engine: Engine;
  readonly ready: Promise<void>;
  readonly done: Promise<void>;
}

class CaptionSession implements Session {
  readonly #tools: SessionTools;
  readonly #files: RuntimeFiles;
  readonly #pages: PagesConfig | undefined;
  readonly #guests = new GuestRooms();
  #config: EngineConfig;
  #server: CaptionServer | undefined;
  #run: Run | undefined;

  constructor({ engine, pages }: SessionConfig, tools: SessionTools) {
    this.#tools = tools;
    this.#files = tools.files ?? findRuntimeFiles();
    this.#pages = pages;
    this.#config = engine;
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  get token(): string {
    return this.#server?.token.value ?? '';
  }

  get ready(): Promise<void> {
    return this.#run?.ready ?? Promise.resolve();
  }

  get done(): Promise<void> {
    return this.#run?.done ?? Promise.resolve();
  }

  guestUrls(page: GuestPage): readonly string[] {
    return this.#server?.guestUrls(page) ?? [];
  }

  status(): EngineStatus {
    return this.#run?.engine.currentStatus() ?? EMPTY_STATUS;
  }

  notify(notice: StatusNotice): void {
    this.#run?.engine.notify(notice);
  }

  async add(source: SourceConfig, options?: SourceOptions): Promise<AddedSource> {
    if (this.#run) return this.#run.engine.add(source, options);
    throw new EngineError('recognizer-failed', 'The engine is not running.', { retryable: true });
  }

  /** Starts the server, then the engine. */
  async open(): Promise<void> {
    if (this.#pages) this.#server = await this.#openServer(this.#pages);
    this.#run = this.#start(this.#config);
  }

  async restart(config: EngineConfig): Promise<void> {
    const before = this.#run;
    await before?.engine.close();
    await before?.done.catch(() => undefined);
    this.#config = config;
    this.#run = this.#start(config);
  }

  async close(): Promise<void> {
    this.#guests.close();
    await this.#run?.engine.close();
    await this.#server?.close();
  }

  #openServer({ port, guests }: PagesConfig): Promise<CaptionServer> {
    return createCaptionServer({
      port,
      pagesFolder: this.#files.pages,
      assetsFolder: this.#files.assets,
      state: () => this.#snapshot(),
      onDelivered: (receipt) => this.#run?.engine.confirmDelivery(receipt),
      ...(guests ? this.#guests.doors(guests) : {}),
      ...(guests?.lan ? { lan: guests.lan } : {}),
      ...(guests?.token ? { token: guests.token } : {}),
      log: this.#tools.log,
    });
  }

  #start(config: EngineConfig): Run {
    const { outputs, ...tools } = this.#tools;
    const server = this.#server;
    const pages = server ? [pagesOutput(server, () => this.status())] : [];
    const engine = new Engine(config, {
      ...tools,
      files: this.#files,
      hasViewers: () => (server?.pageCount ?? 0) > 0,
      outputs: [...pages, ...outputs],
    });
    const ready = engine.start().then(() => {
      if (server) engine.status.set('server', 'working', `Pages at ${server.url}.`);
    });
    const done = this.#live(engine, ready);
    // Who does not look at one of them looks at the other.
    ready.catch(() => undefined);
    done.catch(() => undefined);
    return { engine, ready, done };
  }

  async #live(engine: Engine, ready: Promise<void>): Promise<void> {
    const { signal } = this.#tools;
    const guests = this.#pages?.guests;
    const stop = (): void => void engine.close();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    let ignoreGuests: (() => void) | undefined;
    try {
      await ready;
      if (guests) ignoreGuests = this.#guests.hear(engine, guests, this.#config.translation.targets);
      await engine.run();
      if (guests?.browsers || guests?.programs) await untilAborted(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      ignoreGuests?.();
      signal.removeEventListener('abort', stop);
      await engine.close();
    }
  }

  #snapshot(): Snapshot {
    return {
      protocol: PROTOCOL_VERSION,
      cues: this.#run?.engine.cues ?? [],
      status: this.status(),
      targetLanguages: this.#config.translation.targets,
      ...(this.#pages ? { maxLagMs: this.#pages.maxLagMs } : {}),
    };
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true });
  });
}
