import { Engine, type EngineOutput } from '../engine/engine.ts';
import type { EngineConfig } from '../engine/engine-config.ts';
import type { Logger } from '../engine/log.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { createCaptionServer, type CaptionServer } from '../engine/server/caption-server.ts';
import { PROTOCOL_VERSION, type Snapshot } from '../protocol/socket-contract.ts';
import type { EngineStatus } from '../protocol/status.ts';

/** Pages and the terminal get the state this often while something runs. */
const STATUS_EVERY_MS = 1000;

const EMPTY_STATUS: EngineStatus = { stages: [], behindMs: 0, latency: {}, counters: {}, notices: [] };

interface LiveSessionOptions {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  /** 0 for any free port. */
  readonly port: number;
  readonly targetLanguages: readonly string[];
  /** Told everything that an engine tells, in order. */
  readonly onOutput: (output: EngineOutput) => void;
  readonly signal: AbortSignal;
}

/** The caption server, and one engine after the other behind it. */
export class LiveSession {
  readonly #options: LiveSessionOptions;
  #server: CaptionServer | undefined;
  #engine: Engine | undefined;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
  }

  /** Address of the pages; empty before `open`. */
  get url(): string {
    return this.#server?.url ?? '';
  }

  status(): EngineStatus {
    return this.#engine?.currentStatus() ?? EMPTY_STATUS;
  }

  /** Starts the server. Throws an `EngineError` where no port is free. */
  async open(): Promise<void> {
    const { files, log, port } = this.#options;
    this.#server = await createCaptionServer({
      port,
      pagesFolder: files.pages,
      assetsFolder: files.assets,
      state: () => this.#snapshot(),
      onDelivered: (receipt) => this.#engine?.confirmDelivery(receipt),
      log,
    });
  }

  /**
   * Runs one engine from its start to the end of its sources, or until the signal aborts.
   * @param onStarted is called once its models are loaded.
   */
  async run(config: EngineConfig, onStarted: (engine: Engine) => void = () => undefined): Promise<Engine> {
    const { files, log, signal, onOutput } = this.#options;
    const engine = new Engine(config, { files, log });
    const stop = (): void => void engine.close();
    signal.addEventListener('abort', stop, { once: true });
    this.#engine = engine;
    engine.subscribe((output) => {
      if (output.type === 'status-notice') this.#server?.publishStatus(this.status());
      else this.#server?.publish(output);
      onOutput(output);
    });
    const timer = setInterval(() => this.#server?.publishStatus(this.status()), STATUS_EVERY_MS);
    try {
      await engine.start();
      if (this.#server) engine.status.set('server', 'working', `Pages at ${this.#server.url}.`);
      onStarted(engine);
      if (!signal.aborted) await engine.run();
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
      await engine.close();
      this.#server?.publishStatus(this.status());
    }
    return engine;
  }

  async close(): Promise<void> {
    await this.#engine?.close();
    await this.#server?.close();
  }

  #snapshot(): Snapshot {
    return {
      protocol: PROTOCOL_VERSION,
      cues: this.#engine?.cues ?? [],
      status: this.status(),
      targetLanguages: this.#options.targetLanguages,
    };
  }
}
