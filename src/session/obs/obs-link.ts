import { isDeepStrictEqual } from 'node:util';
import type { RecordingEvent } from '../../engine/captions/recording-clock.ts';
import type { ObsService, ObsServiceTools } from '../../engine/obs/obs-service.ts';
import type { ObsChange, ObsState } from '../../engine/obs/obs-state.ts';
import { conditionsOf, wantsObs, type ObsSettings } from '../../engine/obs/settings.ts';
import type { OverlaySettings } from '../../engine/overlay-settings.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import { FollowedSessions } from './followed-sessions.ts';
import { afterTold, UNKNOWN_RECORDER } from './obs-recordings.ts';
import { ObsStreamSink } from './obs-stream-sink.ts';
import type { SceneVoice } from '../heard-sources.ts';
import { checkScenes, isHeard, sceneOf, spokenIn, spokenInAny } from './scenes.ts';

interface ObsLinkTools extends Pick<
  ObsServiceTools,
  'environment' | 'clock' | 'log' | 'report' | 'notify' | 'connectedPages'
> {
  /** What scenes may call the inputs. */
  readonly names: readonly string[];
  /** Told of recordings, on the engine's clock. */
  readonly onRecording: (event: RecordingEvent) => void;
  /** Told where other inputs are heard, or may be. */
  readonly onHeard: () => void;
  /** Told where pages are to look otherwise. */
  readonly onLooks: () => void;
  /** Told where a stream or recording that is followed begins and ends. */
  readonly onFollowed: (phase: 'begins' | 'ends') => void;
  /** Whether captions of what was said are still to come. */
  readonly isBehind: () => boolean;
  /** Marks a chapter, where another program asks for one over OBS. */
  readonly onChapterCall: NonNullable<ObsServiceTools['onChapterCall']>;
}

/**
 * What a session has of OBS, from its first engine to its last: the connection, recordings for the transcripts, captions in
 * its stream, silence where captions are to wait, and what is otherwise in a scene. What it takes is loaded only where it is
 * wanted.
 */
export class ObsLink implements SceneVoice {
  readonly #tools: ObsLinkTools;
  /** Where captions of the stream go; nothing is live there while OBS is not connected. */
  readonly stream = new ObsStreamSink();
  readonly #followed: FollowedSessions | undefined;
  #settings: ObsSettings;
  #service: ObsService | undefined;
  #recorder = UNKNOWN_RECORDER;
  #isWaiting: boolean;
  /** The scene that viewers see; undefined where that is not known. */
  #scene: string | undefined;
  /** The one that they saw last, as far as it is known: looks and languages stay while OBS is away. */
  #lastScene: string | undefined;
  #isClosed = false;

  /**
   * Captions wait until OBS says otherwise, where the settings want it to.
   * @throws EngineError `usage` where a scene names an input that is none.
   */
  constructor(settings: ObsSettings, tools: ObsLinkTools) {
    checkScenes(settings.scenes, tools.names);
    this.#tools = tools;
    this.#settings = settings;
    this.#isWaiting = conditionsOf(settings).length > 0;
    if (settings.follow === undefined) return;
    const { clock, isBehind, onFollowed } = tools;
    this.#followed = new FollowedSessions({
      follow: settings.follow,
      clock,
      isBehind,
      onBegin: () => onFollowed('begins'),
      onEnd: () => onFollowed('ends'),
    });
  }

  /** How pages look in the scene, where it says so. */
  get looks(): OverlaySettings {
    return sceneOf(this.#settings.scenes, this.#lastScene)?.overlay ?? {};
  }

  /** Whether an input is heard: not while captions wait, nor where the scene leaves it out. */
  isHeard(names: readonly string[]): boolean {
    return !this.#isWaiting && isHeard(this.#settings.scenes, this.#scene, names);
  }

  spokenIn(names: readonly string[]): SpokenLanguage | undefined {
    return spokenIn(this.#settings.scenes, this.#lastScene, names);
  }

  spokenInAny(names: readonly string[]): readonly SpokenLanguage[] {
    return spokenInAny(this.#settings.scenes, names);
  }

  /**
   * Connects by these settings from now on, and no more by the former ones.
   * @param overlay address of the overlay page.
   * @throws EngineError `usage` where a scene names an input that is none; all stays as it was then.
   */
  async configure(settings: ObsSettings, overlay: string): Promise<void> {
    checkScenes(settings.scenes, this.#tools.names);
    const before = this.looks;
    this.#settings = settings;
    this.#tools.onHeard();
    if (!isDeepStrictEqual(before, this.looks)) this.#tools.onLooks();
    if (!this.#service && !wantsObs(settings)) return;
    const { ObsService } = await import('../../engine/obs/obs-service.ts');
    if (this.#hasEnded()) return;
    this.#service ??= new ObsService({
      ...this.#tools,
      overlay,
      onState: (state, change) => this.#told(state, change),
      onWaiting: (isWaiting) => {
        this.#isWaiting = isWaiting;
        this.stream.tellResting(isWaiting);
        this.#tools.onHeard();
      },
    });
    this.stream.connect(this.#service.showInStream);
    this.#service.configure(settings);
  }

  /** Marks a chapter in the recording. Undefined while OBS is not connected. @throws EngineError `obs-…`. */
  async markChapter(name: string): ReturnType<ObsService['markChapter']> {
    return this.#service?.markChapter(name);
  }

  /** Tells once more how the connection is, where somebody new is to know. */
  tellAgain(): void {
    this.#service?.tellAgain();
  }

  /** Ends the connection. Nothing of it runs any more when it resolves. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#followed?.close();
    await this.#service?.close();
  }

  #told(state: ObsState | undefined, change: ObsChange | undefined): void {
    const atMs = this.#tools.clock.nowMs();
    const before = this.looks;
    this.#scene = state?.scene;
    this.#lastScene = state?.scene ?? this.#lastScene;
    this.#tools.onHeard();
    this.stream.tellState(state);
    if (!isDeepStrictEqual(before, this.looks)) this.#tools.onLooks();
    const { recorder, events } = afterTold(this.#recorder, { state, change, atMs });
    this.#recorder = recorder;
    // Before the recording, which belongs to the session that begins with it.
    this.#followed?.told(state);
    for (const event of events) this.#tools.onRecording(event);
  }

  /** A method, because the compiler does not see that it changes during an `await`. */
  #hasEnded(): boolean {
    return this.#isClosed;
  }
}
