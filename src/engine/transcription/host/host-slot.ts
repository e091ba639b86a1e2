import { toEngineError, type EngineError } from '../../errors.ts';
import type { Environment } from '../../environment.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { Restarts } from '../../pipeline/supervised/restarts.ts';
import type { RecognizerInfo } from '../recognizer.ts';
import { DecodePace } from './decode-pace.ts';
import { RecognizerHost } from './recognizer-host.ts';

const RESTART_WAIT = { firstAtOnce: true, firstWaitMs: 250, longestWaitMs: 30_000 };

/** What happens to a host: told once each. */
export type HostEvent =
  | { readonly type: 'host-lost'; readonly error: EngineError }
  | { readonly type: 'host-restarted' }
  | { readonly type: 'host-restart-failed'; readonly error: EngineError };

interface SlotOptions {
  /** JavaScript file of the host process. */
  readonly entry: string;
  /** URL of the module of the recogniser, and plain data for it. */
  readonly module: string;
  readonly config: object;
  /** What a host needs of the environment beyond what all processes get. */
  readonly variables?: Environment | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onEvent: (event: HostEvent) => void;
}

/** The place of one host: where its process is lost, another one takes it. */
export class HostSlot {
  /** Outlives the host: its successor runs on the same machine. */
  readonly pace = new DecodePace();
  readonly #options: SlotOptions;
  readonly #restarts: Restarts;
  readonly #stopping = new AbortController();
  #host: RecognizerHost | undefined;
  #restsFromPartials = false;

  constructor(options: SlotOptions) {
    this.#options = options;
    this.#restarts = new Restarts({ clock: options.clock, ...RESTART_WAIT });
  }

  /** The newest host, which may be loading or lost. */
  get host(): RecognizerHost | undefined {
    return this.#host;
  }

  /** True for a while after each partial. */
  get restsFromPartials(): boolean {
    return this.#restsFromPartials;
  }

  /** Starts a host. Throws an `EngineError` where its model does not load: it is not started again then. */
  start(): Promise<RecognizerInfo> {
    const { onEvent, ...shared } = this.#options;
    const onLost = (error: EngineError): void => {
      onEvent({ type: 'host-lost', error });
      void this.#restart();
    };
    this.#host = new RecognizerHost({ ...shared, onLost });
    return this.#host.load();
  }

  /** A decode has succeeded: the next host that is lost is replaced at once. */
  works(): void {
    this.#restarts.works();
  }

  /** Rests for so many milliseconds, while other kinds are decoded. */
  async restFromPartials(restMs: number): Promise<void> {
    this.#restsFromPartials = true;
    await this.#options.clock.sleep(restMs, this.#stopping.signal);
    this.#restsFromPartials = false;
  }

  /** Ends the host at once, for good. */
  stop(): void {
    this.#stopping.abort();
    this.#host?.stop();
  }

  async #restart(): Promise<void> {
    const { onEvent } = this.#options;
    while (await this.#restarts.wait(this.#stopping.signal)) {
      try {
        await this.start();
        onEvent({ type: 'host-restarted' });
        return;
      } catch (error) {
        onEvent({ type: 'host-restart-failed', error: toEngineError(error) });
      }
    }
  }
}
