import { gatedCapture, SoundGate } from '../engine/audio/sound-gate.ts';
import type { RecordingEvent } from '../engine/captions/recording-clock.ts';
import type { ObsService, ObsServiceTools } from '../engine/obs/obs-service.ts';
import type { ObsSettings } from '../engine/obs/settings.ts';
import type { SourceConfig, SourceHost } from '../engine/pipeline/source.ts';
import { afterTold, UNKNOWN_RECORDER } from './obs-recordings.ts';

interface ObsLinkTools extends Pick<ObsServiceTools, 'environment' | 'clock' | 'log' | 'report' | 'notify'> {
  /** Told of recordings, on the engine's clock. */
  readonly onRecording: (event: RecordingEvent) => void;
  /** Marks a chapter, where another program asks for one over OBS. */
  readonly onChapterCall: NonNullable<ObsServiceTools['onChapterCall']>;
}

/**
 * What a session has of OBS, from its first engine to its last: the connection, recordings for the transcripts, and silence
 * where captions are to wait. What it takes is loaded only where it is wanted.
 */
export class ObsLink {
  readonly #tools: ObsLinkTools;
  readonly #gate: SoundGate;
  #service: ObsService | undefined;
  #recorder = UNKNOWN_RECORDER;
  #isClosed = false;

  /** Captions wait until OBS says otherwise, where the settings want it to. */
  constructor(settings: ObsSettings, tools: ObsLinkTools) {
    this.#tools = tools;
    this.#gate = new SoundGate(settings.captionsWhile.length === 0);
  }

  /** A source of which nothing is heard while captions wait. */
  gated(source: SourceConfig): SourceConfig {
    return { ...source, capture: gatedCapture(source.capture, this.#gate) };
  }

  /** A host of which the same holds for all sources whose captions are shown. */
  gatedHost(host: SourceHost): SourceHost {
    return {
      add: (source, options) => host.add(options?.shown === true ? this.gated(source) : source, options),
    };
  }

  /** Connects by these settings from now on, and no more by the former ones. @param overlay address of the overlay page. */
  async configure(settings: ObsSettings, overlay: string): Promise<void> {
    if (!this.#service && !settings.connect && settings.captionsWhile.length === 0) return;
    const { ObsService } = await import('../engine/obs/obs-service.ts');
    if (this.#hasEnded()) return;
    const { onRecording, ...tools } = this.#tools;
    this.#service ??= new ObsService({
      ...tools,
      overlay,
      onState: (state, change) => {
        const { recorder, events } = afterTold(this.#recorder, { state, change, atMs: tools.clock.nowMs() });
        this.#recorder = recorder;
        for (const event of events) onRecording(event);
      },
      onWaiting: (isWaiting) => this.#gate.set(!isWaiting, tools.clock.nowMs()),
    });
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
    await this.#service?.close();
  }

  /** A method, because the compiler does not see that it changes during an `await`. */
  #hasEnded(): boolean {
    return this.#isClosed;
  }
}
