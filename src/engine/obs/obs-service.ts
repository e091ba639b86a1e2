import type { StageState, StatusNotice } from '../../protocol/status.ts';
import type { Environment } from '../environment.ts';
import type { EngineError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../pipeline/clock.ts';
import { notice, noticeOf } from '../pipeline/notice.ts';
import { followState } from './follow-state.ts';
import { keepConnected } from './keep-connected.ts';
import { obsAddress } from './obs-address.ts';
import type { ObsConnection } from './obs-connection.ts';
import { describeOutputs, type ObsChange, type ObsState } from './obs-state.ts';
import { openObs } from './open-obs.ts';
import { refreshOurSources } from './refresh-sources.ts';
import type { ObsSettings } from './settings.ts';

interface ObsServiceTools {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly log: Logger;
  /** Address of the overlay page, by which the sources of OBS that show it are known. */
  readonly overlay: string;
  /** Told of how the connection is, in a sentence. */
  readonly report: (state: StageState, detail: string) => void;
  readonly notify: (notice: StatusNotice) => void;
  /**
   * Told of what OBS does, as soon as it tells, with the change that led to it; without one where it was read, as after
   * each connection; and with nothing where it is not known any more. Nobody is when absent.
   */
  readonly onState?: (state: ObsState | undefined, change?: ObsChange) => void;
}

/** The connection to OBS beside a run. Whatever OBS does, or does not, captions go on. */
export class ObsService {
  readonly #tools: ObsServiceTools;
  #ending = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** The code of the fault that the streamer was told of last; none while all is well. */
  #told: string | undefined;
  #present: readonly [state: StageState, detail: string] | undefined;

  constructor(tools: ObsServiceTools) {
    this.#tools = tools;
  }

  /** Tells once more how the connection is, where somebody new is to know. */
  tellAgain(): void {
    if (this.#present) this.#tools.report(...this.#present);
  }

  /** Connects by these settings from now on, and no more by the former ones. */
  configure(settings: ObsSettings): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#told = undefined;
    const { signal } = this.#ending;
    if (settings.connect) this.#running = this.#run(settings, signal);
    else if (this.#present) this.#report('ended', 'Not connected to OBS.');
  }

  /** Ends the connection. Nothing of it runs any more when it resolves. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }

  async #run(settings: ObsSettings, signal: AbortSignal): Promise<void> {
    const { environment, clock, log } = this.#tools;
    this.#report('starting', `Connects to OBS at ${obsAddress(settings)}.`);
    await keepConnected({
      connect: (over) => openObs(settings, { environment, clock, log, signal: over }),
      onConnected: (connection) => this.#connected(connection),
      onLost: (error, isFinal) => this.#lost(error, isFinal),
      clock,
      signal,
    });
    this.#tools.onState?.(undefined);
  }

  async #connected(connection: ObsConnection): Promise<void> {
    const { overlay, notify, log, clock, onState } = this.#tools;
    const name = `OBS ${connection.versions.obs}`;
    await followState(connection, clock, (state, change) => {
      const outputs = describeOutputs(state);
      this.#report('working', outputs === '' ? `Connected to ${name}.` : `Connected to ${name}: ${outputs}.`);
      onState?.(state, change);
    });
    const refreshed = await refreshOurSources(connection.call, overlay);
    log.info('connected to OBS', { ...connection.versions, refreshed: refreshed.length });
    this.#told = undefined;
    const about = { level: 'info', code: 'obs-connected' } as const;
    if (refreshed.length > 0) {
      const sources = refreshed.map((source) => `"${source}"`).join(', ');
      notify(notice('obs', { ...about, message: `Connected to ${name}, which loads ${sources} anew.` }));
    } else {
      const hint = `overlingo obs setup puts ${overlay} into the scene.`;
      notify(notice('obs', { ...about, message: `Connected to ${name}, which does not show the overlay yet.`, hint }));
    }
  }

  #lost(error: EngineError, isFinal: boolean): void {
    const { notify, log, onState } = this.#tools;
    onState?.(undefined);
    log.info('not connected to OBS', { code: error.code, final: isFinal });
    this.#report(isFinal ? 'failed' : 'degraded', error.message);
    if (this.#told === error.code) return;
    this.#told = error.code;
    const before = isFinal ? '' : 'Captions go on without OBS, which is tried again: ';
    notify(noticeOf(error, { level: 'warning', stage: 'obs', before }));
  }

  #report(state: StageState, detail: string): void {
    this.#present = [state, detail];
    this.#tools.report(state, detail);
  }
}
