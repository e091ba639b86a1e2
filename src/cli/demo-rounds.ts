import type { ClipAction, ClipState, ClipStatus } from '../protocol/clip-contract.ts';
import type { Clock } from '../engine/pipeline/clock.ts';
import { samplesToMs } from '../engine/audio/audio-frame.ts';
import type { CaptureSource } from '../engine/pipeline/capture-source.ts';
import type { SourceConfig } from '../engine/pipeline/source.ts';
import type { ServedClip } from '../engine/server/served-clip.ts';

/** What is played, and what comes of it. */
export interface DemoRoundsOptions {
  /** The clip, as a microphone would hear it. It is read anew in each round. */
  readonly capture: CaptureSource;
  /** A WAV file of the same sound. */
  readonly file: string;
  readonly durationMs: number;
  /** BCP-47 tag of what is spoken. */
  readonly language: string;
  /** True where pages may play the clip again and stop it. */
  readonly controls: boolean;
  readonly clock: Clock;
  /** Captions one round to its end. @param isStopped whether somebody has ended it early. */
  readonly caption: (source: SourceConfig, isStopped: () => boolean) => Promise<void>;
  /** Told of the error that has ended a round. Nothing is played then. */
  readonly onFailed: (error: unknown) => void;
}

/** The rounds of a demo: the clip is played, stopped, and played again from its beginning. */
export class DemoRounds implements ServedClip {
  readonly file: string;
  readonly #options: DemoRoundsOptions;
  readonly #listeners = new Set<() => void>();
  #state: ClipState = 'starting';
  #round = 0;
  /** When the clip began, on the clock; only while it plays. */
  #beganAtMs = 0;
  #wanted = false;
  #present: AbortController | undefined;
  #working: Promise<void> | undefined;

  constructor(options: DemoRoundsOptions) {
    this.#options = options;
    this.file = options.file;
  }

  /** Resolves once nothing is played any more. */
  get done(): Promise<void> {
    return this.#working ?? Promise.resolve();
  }

  /** Plays from the beginning, whatever plays now. */
  play(): void {
    this.#wanted = true;
    this.#present?.abort();
    this.#working ??= this.#work();
  }

  /** Ends the round: what was heard of it is still captioned. */
  stop(): void {
    this.#wanted = false;
    this.#present?.abort();
  }

  control(action: ClipAction): void {
    if (!this.#options.controls) return;
    if (action === 'play') this.play();
    else this.stop();
  }

  status(): ClipStatus {
    const { clock, durationMs, language, controls } = this.#options;
    const heardMs = this.#state === 'playing' ? clock.nowMs() - this.#beganAtMs : 0;
    const positionMs = this.#state === 'ended' ? durationMs : Math.min(durationMs, Math.max(0, heardMs));
    return { state: this.#state, positionMs, durationMs, language, controls };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #work(): Promise<void> {
    const { caption, onFailed } = this.#options;
    try {
      while (this.#wanted) {
        this.#wanted = false;
        this.#round += 1;
        const { signal } = (this.#present = new AbortController());
        this.#become('starting');
        await caption(this.#sourceOf(this.#round, signal), () => signal.aborted);
        this.#become(signal.aborted ? 'stopped' : 'ended');
      }
    } catch (error) {
      onFailed(error);
    } finally {
      this.#working = undefined;
    }
  }

  /** Its id is another one in each round: events of the former one may still be on their way. */
  #sourceOf(round: number, stopped: AbortSignal): SourceConfig {
    const { capture, language } = this.#options;
    const frames = (signal: AbortSignal): ReturnType<CaptureSource['frames']> => this.#frames(signal, stopped);
    return { id: `demo${round}`, capture: { ...capture, frames }, language };
  }

  async *#frames(signal: AbortSignal, stopped: AbortSignal): ReturnType<CaptureSource['frames']> {
    let begun = false;
    for await (const frame of this.#options.capture.frames(AbortSignal.any([signal, stopped]))) {
      if (!begun) {
        begun = true;
        // The first frame is there once its sound is over.
        this.#beganAtMs = frame.capturedAtMs - samplesToMs(frame.samples.length);
        this.#become('playing');
      }
      yield frame;
    }
  }

  #become(state: ClipState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
