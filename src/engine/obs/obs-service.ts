import type { StageState, StatusNotice } from '../../protocol/status.ts';
import type { Environment } from '../environment.ts';
import { kindAndPlace, type EngineError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../pipeline/clock.ts';
import { notice, noticeOf } from '../pipeline/notice.ts';
import { CaptionSender } from './caption-sender.ts';
import { missingInputs, scenesOf, whyWaiting } from './captions-while.ts';
import { answerChapterCalls, type MarkedChapter } from './chapter-call.ts';
import { followState } from './follow-state.ts';
import { keepConnected } from './keep-connected.ts';
import { knownNames } from './known-names.ts';
import { obsAddress } from './obs-address.ts';
import type { ObsConnection } from './obs-connection.ts';
import { describeOutputs, type ObsChange, type ObsState } from './obs-state.ts';
import { openObs } from './open-obs.ts';
import { markInRecording, type ChapterOutcome } from './record-chapter.ts';
import { refreshLostSources } from './refresh-sources.ts';
import { conditionsOf, wantsObs, type ObsSettings } from './settings.ts';
import { unknownScenes } from './unknown-scenes.ts';

/** What the connection needs, and whom it tells. */
export interface ObsServiceTools {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly log: Logger;
  /** Address of the overlay page, by which the sources of OBS that show it are known. */
  readonly overlay: string;
  /** Told of how the connection is, in a sentence. */
  readonly report: (state: StageState, detail: string) => void;
  readonly notify: (notice: StatusNotice) => void;
  /** Paths and queries of the overlays that OBS shows and that are connected to us, each as often as it is. */
  readonly connectedPages: () => readonly string[];
  /**
   * Told of what OBS does, as soon as it tells, with the change that led to it; without one where it was read, as after
   * each connection; and with nothing where it is not known any more. Nobody is when absent.
   */
  readonly onState?: (state: ObsState | undefined, change?: ObsChange) => void;
  /** Marks a chapter, where another program asks for one. */
  readonly onChapterCall?: (name: string | undefined) => Promise<MarkedChapter>;
  /** Told whether captions are to wait, by the settings, as soon as OBS tells. Nobody is when absent. */
  readonly onWaiting?: (isWaiting: boolean) => void;
}

/** The connection to OBS beside a run. Whatever OBS does, or does not, captions go on. */
export class ObsService {
  readonly #tools: ObsServiceTools;
  #ending = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** The code of the fault that the streamer was told of last; none while all is well. */
  #told: string | undefined;
  #present: readonly [state: StageState, detail: string] | undefined;
  /** When captions go on. */
  #conditions: readonly string[] = [];
  /** Scenes that the settings name. */
  #scenes: readonly string[] = [];
  #state: ObsState | undefined;
  readonly #captions: CaptionSender;
  #connection: ObsConnection | undefined;

  constructor(tools: ObsServiceTools) {
    this.#tools = tools;
    this.#captions = new CaptionSender(tools);
  }

  /** Tells once more how the connection is, where somebody new is to know. */
  tellAgain(): void {
    if (this.#present) this.#tools.report(...this.#present);
  }

  /** Shows a text in the stream of OBS; none any more where it is empty. Never rejects. */
  readonly showInStream = (text: string): Promise<void> => this.#captions.send(text);

  /** Connects by these settings from now on, and no more by the former ones. */
  configure(settings: ObsSettings): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#told = undefined;
    this.#captions.lose();
    this.#captions.forget();
    const { signal } = this.#ending;
    this.#conditions = conditionsOf(settings);
    this.#scenes = [...new Set([...Object.keys(settings.scenes), ...scenesOf(this.#conditions)])];
    this.#tellState(undefined);
    if (wantsObs(settings)) this.#running = this.#run(settings, signal);
    else if (this.#present) this.#report('ended', 'Not connected to OBS.');
  }

  /**
   * Marks a chapter in the recording. Undefined while OBS is not connected.
   * @throws EngineError `obs-…` where OBS refuses or does not answer.
   */
  async markChapter(name: string): Promise<ChapterOutcome | undefined> {
    return this.#connection && markInRecording(this.#connection, name);
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
      onConnected: (connection) => this.#connected(connection, settings, signal),
      onLost: (error, isFinal) => this.#lost(error, isFinal),
      clock,
      signal,
    });
    // Another one may have begun by then.
    if (this.#ending.signal === signal) this.#tellState(undefined);
  }

  async #connected(connection: ObsConnection, { streamCaptions }: ObsSettings, signal: AbortSignal): Promise<void> {
    this.#captions.use(connection, streamCaptions !== undefined);
    const name = `OBS ${connection.versions.obs}`;
    const beside = (work: Promise<void>): void =>
      void work.catch((error: unknown) => connection.close(error as EngineError));
    await followState(connection, this.#tools.clock, (state, change) => {
      // What the former OBS still says is nothing to those who connect to another one.
      if (signal.aborted) return;
      const outputs = describeOutputs(state);
      this.#tellState(state, change);
      if (!change) beside(this.#tellUnknownScenes(connection));
      this.#report('working', outputs === '' ? `Connected to ${name}.` : `Connected to ${name}: ${outputs}.`);
    });
    this.#listenForChapters(connection);
    this.#told = undefined;
    beside(this.#showOverlays(connection));
  }

  #listenForChapters(connection: ObsConnection): void {
    const { onChapterCall, log } = this.#tools;
    if (onChapterCall) {
      answerChapterCalls(connection, onChapterCall, (error) => {
        log.warn('a call for a chapter could not be answered', { error: kindAndPlace(error) });
      });
    }
    this.#connection = connection;
    connection.over.addEventListener('abort', () => {
      if (this.#connection === connection) this.#connection = undefined;
    });
  }

  async #tellUnknownScenes({ call, over }: ObsConnection): Promise<void> {
    const unknown = await unknownScenes(call, this.#scenes);
    if (!over.aborted) for (const each of unknown) this.#tools.notify(each);
  }

  async #showOverlays({ call, over, versions }: ObsConnection): Promise<void> {
    const { overlay, connectedPages, notify, log, clock } = this.#tools;
    const { all, refreshed } = await refreshLostSources({ call, overlay, connectedPages, clock, signal: over });
    if (over.aborted) return;
    log.info('connected to OBS', { ...versions, refreshed: refreshed.length });
    const about = { level: 'info', code: 'obs-connected' } as const;
    const name = `OBS ${versions.obs}`;
    if (all.length === 0) {
      const hint = `overlingo obs setup puts ${overlay} into the scene.`;
      notify(notice('obs', { ...about, message: `Connected to ${name}, which does not show the overlay yet.`, hint }));
      return;
    }
    const does = refreshed.length > 0 ? `loads ${quoted(refreshed)} anew` : `shows ${quoted(all)}`;
    notify(notice('obs', { ...about, message: `Connected to ${name}, which ${does}.` }));
  }

  #lost(error: EngineError, isFinal: boolean): void {
    const { notify, log } = this.#tools;
    this.#captions.lose();
    this.#tellState(undefined);
    log.info('not connected to OBS', { code: error.code, final: isFinal });
    this.#report(isFinal ? 'failed' : 'degraded', error.message);
    if (this.#told === error.code) return;
    this.#told = error.code;
    const before = aboutCaptions(this.#conditions.length > 0, isFinal);
    notify(noticeOf(error, { level: 'warning', stage: 'obs', before }));
  }

  #tellState(state: ObsState | undefined, change?: ObsChange): void {
    const { onState, onWaiting } = this.#tools;
    const isNew = state !== this.#state;
    this.#state = state;
    onWaiting?.(whyWaiting(this.#conditions, state) !== undefined);
    if (isNew || change) onState?.(state, change);
    if (state && !change) this.#tellMissing(state);
  }

  /** A name that OBS does not know is told when its state is read: later it may have been removed on purpose. */
  #tellMissing({ inputs }: ObsState): void {
    for (const input of missingInputs(this.#conditions, { inputs })) {
      const message = `OBS has no input "${input}", so captions wait.`;
      const about = { level: 'warning', code: 'captions-wait', message, hint: knownNames(input, inputs) } as const;
      this.#tools.notify(notice('obs', about));
    }
  }

  #report(state: StageState, detail: string): void {
    const why = whyWaiting(this.#conditions, this.#state);
    const told = why === undefined ? detail : `${detail} Captions wait: ${why}.`;
    this.#present = [state, told];
    this.#tools.report(state, told);
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** What a lost connection means for captions, before the reason; nothing where it is of no matter to them for good. */
function aboutCaptions(theyWait: boolean, isFinal: boolean): string {
  if (isFinal) return theyWait ? 'Captions wait for OBS: ' : '';
  return `Captions ${theyWait ? 'wait for' : 'go on without'} OBS, which is tried again: `;
}
