import { BrowserSources } from '../engine/audio/browser/browser-sources.ts';
import { createStreamCapture } from '../engine/audio/stream/stream-capture.ts';
import { Engine } from '../engine/engine.ts';
import type { EngineConfig } from '../engine/engine-config.ts';
import type { Logger } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { Output } from '../engine/pipeline/output.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import type { AccessToken } from '../engine/server/access-token.ts';
import { createCaptionServer, type CaptionServer, type GuestPage } from '../engine/server/caption-server.ts';
import type { LanOptions } from '../engine/server/lan-listener.ts';
import { pagesOutput } from '../engine/server/pages-output.ts';
import type { SpokenLanguage } from '../protocol/spoken-language.ts';
import { PROTOCOL_VERSION, type Snapshot } from '../protocol/socket-contract.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import { hearBrowsers } from './browser-guests.ts';

const EMPTY_STATUS: EngineStatus = { stages: [], behindMs: 0, latency: {}, counters: {}, translators: [], notices: [] };

/** Who is let in, besides the pages of this PC. */
export interface Guests {
  /** Browsers that send sound from the microphone page. */
  readonly browsers: boolean;
  /** Programs that send sound over the WebSocket, with the token. */
  readonly programs: boolean;
  /** Other devices of the network, with the token. Nobody where absent. */
  readonly lan?: LanOptions;
  /** A new random one where absent. */
  readonly token?: AccessToken;
  /** What is spoken where a guest does not say. */
  readonly spoken: SpokenLanguage;
}

export const NO_GUESTS: Guests = { browsers: false, programs: false, spoken: { language: 'auto' } };

interface LiveSessionOptions {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  /** 0 for any free port. */
  readonly port: number;
  readonly targetLanguages: readonly string[];
  readonly guests: Guests;
  /** How far captions may be behind on pages whose address does not say it, in milliseconds. */
  readonly maxLagMs: number;
  /** Get everything that an engine tells, besides the pages. */
  readonly outputs: readonly Output[];
  /** What the streamer should know from the start. */
  readonly notices?: readonly StatusNotice[];
  readonly signal: AbortSignal;
}

/** The caption server, and one engine after the other behind it. */
export class LiveSession {
  readonly #options: LiveSessionOptions;
  readonly #browsers = new BrowserSources({ clock: systemClock });
  #server: CaptionServer | undefined;
  #engine: Engine | undefined;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
  }

  /** Address of the pages; empty before `open`. */
  get url(): string {
    return this.#server?.url ?? '';
  }

  /** Addresses of a page for other devices, with the token. */
  guestUrls(page: GuestPage): readonly string[] {
    return this.#server?.guestUrls(page) ?? [];
  }

  /** What programs must send to be let in. */
  get token(): string {
    return this.#server?.token.value ?? '';
  }

  status(): EngineStatus {
    return this.#engine?.currentStatus() ?? EMPTY_STATUS;
  }

  /** Tells the streamer something about a source. */
  notify(notice: StatusNotice): void {
    this.#engine?.notify(notice);
  }

  /** Starts the server. Throws an `EngineError` where no port is free. */
  async open(): Promise<void> {
    const { files, log, port, guests, targetLanguages } = this.#options;
    const programs = {
      engine: () => this.#engine,
      createSound: createStreamCapture,
      defaults: { spoken: guests.spoken, translate: targetLanguages },
    };
    this.#server = await createCaptionServer({
      port,
      pagesFolder: files.pages,
      assetsFolder: files.assets,
      state: () => this.#snapshot(),
      onDelivered: (receipt) => this.#engine?.confirmDelivery(receipt),
      ...(guests.browsers ? { audioInlet: this.#browsers } : {}),
      ...(guests.programs ? { programs } : {}),
      ...(guests.lan ? { lan: guests.lan } : {}),
      ...(guests.token ? { token: guests.token } : {}),
      log,
    });
  }

  /**
   * Runs one engine from its start to the end of its sources, or until the signal aborts. With guests it runs until then.
   */
  async run(config: EngineConfig): Promise<Engine> {
    const { files, log, signal, guests, outputs } = this.#options;
    const pages = this.#server ? [pagesOutput(this.#server, () => this.status())] : [];
    const engine = new Engine(config, {
      files,
      log,
      hasViewers: () => (this.#server?.pageCount ?? 0) > 0,
      outputs: [...pages, ...outputs],
    });
    const stop = (): void => void engine.close();
    signal.addEventListener('abort', stop, { once: true });
    this.#engine = engine;
    for (const notice of this.#options.notices ?? []) engine.notify(notice);
    let ignoreBrowsers: (() => void) | undefined;
    try {
      await engine.start();
      if (this.#server) engine.status.set('server', 'working', `Pages at ${this.#server.url}.`);
      if (guests.browsers) ignoreBrowsers = hearBrowsers(engine, this.#browsers, guests.spoken);
      if (!signal.aborted) await engine.run();
      if (guests.browsers || guests.programs) await untilAborted(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      ignoreBrowsers?.();
      signal.removeEventListener('abort', stop);
      await engine.close();
    }
    return engine;
  }

  async close(): Promise<void> {
    this.#browsers.close();
    await this.#engine?.close();
    await this.#server?.close();
  }

  #snapshot(): Snapshot {
    return {
      protocol: PROTOCOL_VERSION,
      cues: this.#engine?.cues ?? [],
      status: this.status(),
      targetLanguages: this.#options.targetLanguages,
      maxLagMs: this.#options.maxLagMs,
    };
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true });
  });
}
