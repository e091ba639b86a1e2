import type { CaptionEvent } from '../../../protocol/caption-event.ts';
import type { SpokenLanguage } from '../../../protocol/spoken-language.ts';
import type { StatusNotice } from '../../../protocol/status.ts';
import type { AudioFrame } from '../../audio/audio-frame.ts';
import type { Clock } from '../../pipeline/clock.ts';

/** The sound of one client, on its way into the engine. */
export interface StreamSound {
  readonly name: string;
  readonly live: boolean;
  /** Sound that waits for the engine, in milliseconds. */
  readonly waitingMs: number;
  /** Adds mono samples at 16 kHz. False where the client should not be read until `onDrained`. */
  push(samples: Float32Array): boolean;
  /** No more sound comes. */
  end(): void;
  frames(signal: AbortSignal): AsyncIterable<AudioFrame>;
}

/** Makes the sound of a new client. */
export type CreateStreamSound = (options: {
  readonly name: string;
  readonly clock: Clock;
  readonly onDrained: () => void;
}) => StreamSound;

/** What is told about one client's source: its captions, and notices about it. */
export type StreamOutput = CaptionEvent | StatusNotice;

/** The part of the engine that clients use. */
export interface StreamEngine {
  attach(
    source: SpokenLanguage & { readonly id: string; readonly capture: StreamSound; readonly speaker?: string },
    options: {
      readonly listener: (output: StreamOutput) => void;
      readonly translate: readonly string[];
      readonly shown: boolean;
    },
  ): Promise<AttachedStream>;
}

/** A client's source while it listens. */
export interface AttachedStream {
  readonly done: Promise<void>;
  detach(): void;
}
