import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { ConditioningSettings } from '../audio/conditioning/conditioning-settings.ts';
import type { CaptureSource } from './capture-source.ts';
import type { EngineOutput } from './output.ts';

/** One thing to listen to. */
export interface SourceConfig extends SpokenLanguage {
  /** Unique, short, such as `mic`. No other source of the run may ever have had it. */
  readonly id: string;
  readonly capture: CaptureSource;
  readonly speaker?: string;
  /** What is done to its sound before anything listens to it; nothing when absent. */
  readonly conditioning?: ConditioningSettings;
  /** Where what is spoken changes while it is heard; it never does when absent. */
  readonly changing?: ChangingLanguage;
}

/** What is spoken from one utterance to the next. */
export interface ChangingLanguage {
  /** What is spoken in an utterance that begins now; as the source says where undefined. */
  readonly now: () => SpokenLanguage | undefined;
  /** All that it may become, so that what cannot be recognised is told before the run. */
  readonly all: readonly SpokenLanguage[];
}

/** Everything that may be spoken in a source. */
export function everySpoken({
  changing,
  ...source
}: SpokenLanguage & Pick<SourceConfig, 'changing'>): readonly SpokenLanguage[] {
  return [source, ...(changing?.all ?? [])];
}

/** How a source takes part in the run. */
export interface SourceOptions {
  /**
   * True where its captions are those of the run: on the overlay, in transcripts, in the status. False when absent: then
   * `listener` is the only one that ever hears of it.
   */
  readonly shown?: boolean;
  /** BCP-47 tags of its target languages; those of the run when absent. */
  readonly translate?: readonly string[];
  /** Called for each of its captions, and for notices about it, in order. */
  readonly listener?: (output: EngineOutput) => void;
}

/** A source that is listened to until its sound ends. */
export interface AddedSource {
  /** Resolves when its last caption was told, or after `remove`. Rejects with the error of its capture. */
  readonly done: Promise<void>;
  /** Stops listening and tells nothing more. Speech that was heard and has no caption yet is given up. */
  remove(): void;
}

/** Whoever listens to sources. */
export interface SourceHost {
  /** Listens to one more source. Throws an `EngineError` where it, or one of its languages, cannot be had. */
  add(source: SourceConfig, options?: SourceOptions): Promise<AddedSource>;
}
