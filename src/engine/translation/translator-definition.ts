import type { z } from 'zod';
import type { StatusNotice } from '../../protocol/status.ts';
import type { Environment } from '../environment.ts';
import type { Logger } from '../log.ts';
import type { Availability } from '../pipeline/availability.ts';
import type { Clock } from '../pipeline/clock.ts';
import type { SettingsSchema } from '../settings-section.ts';
import type { TranslationLimits } from './failover/timed-answers.ts';
import type { ModelRoot } from './local/model-files.ts';
import type { TermSource } from './term-source.ts';
import type { Translator } from './translator.ts';
import type { SpeechTranslation } from './whisper/whisper-translator.ts';

/**
 * What a translator cannot do without: a key of a vendor, the sound of what it translates (so the speech model must be
 * one that translates), or models on this computer.
 */
export type TranslatorNeed = 'key' | 'audio' | 'model';

/** What a translator may make use of besides the text: what the stream is about, and how the glossary translates terms. */
export type TranslatorAid = 'stream' | 'terms';

/** The translation models of this computer, for translators that run here. */
export interface TranslationModelStore {
  /** Best first. A folder need not exist. */
  readonly roots: readonly ModelRoot[];
  /** JavaScript file of the worker thread that runs them. */
  readonly workerFile: string;
  /** The pairs that "overlingo models get" knows, such as `es-en`. */
  obtainablePairs(): Promise<readonly string[]>;
}

/** What one may look at to find out whether a translator is usable. */
export interface TranslatorProbeTools {
  /** Holds the keys. */
  readonly environment: Environment;
  readonly models: TranslationModelStore;
  readonly log: Logger;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What a translator gets of the rest of the run. */
export interface TranslatorTools extends Omit<TranslatorProbeTools, 'signal'> {
  /** What the stream is called and about; each empty where it is not known. */
  readonly stream: { readonly title: string; readonly game: string };
  /** Terms of the user's glossary, where there is one. */
  readonly terms: TermSource | undefined;
  /** Hears what was said once more, for those that need the sound. */
  readonly speech: SpeechTranslation;
  /** Tells the streamer something, which never holds what was said. */
  readonly notify: (notice: StatusNotice) => void;
  /** To be told where requests carry other terms from now on: former answers are forgotten. */
  readonly onTermsInUse: () => void;
}

/** A way to translate, told of by itself. One line in `built-in-translators.ts` adds one that comes with the program. */
export interface TranslatorDefinition<Schema extends SettingsSchema = SettingsSchema> {
  /** What it is called in `translators`, and where its settings lie in the section `translation`; in kebab case. */
  readonly name: string;
  /** Strict, each with a default or optional; `NO_SETTINGS` where there are none. */
  readonly settings: Schema;
  readonly needs: readonly TranslatorNeed[];
  /** What it makes use of besides the text; nothing when absent. */
  readonly uses?: readonly TranslatorAid[];
  /** What its vendor counts, so that it may have a budget and a price; absent where it costs nothing. */
  readonly bills?: 'characters' | 'tokens';
  /** A viewer does not wait for longer. */
  readonly limits: TranslationLimits;
  /** Throws an `EngineError` where a setting or a key is missing. Asks nobody, so it is quick. */
  check?(settings: z.infer<Schema>, environment: Environment): void;
  /** True where unfinished sentences cost money with these settings; they do not when absent. */
  paysForDrafts?(settings: z.infer<Schema>, environment: Environment): boolean;
  /** Throws an `EngineError` where it cannot be had at all. Its servers may be away: they are found later. */
  open(settings: z.infer<Schema>, tools: TranslatorTools): Promise<Translator>;
  /**
   * Whether it is usable on this computer with these settings, and what is missing. Costs no money, loads no model, and
   * takes a few seconds at most. Throws the reason of the signal once that has aborted.
   */
  probe(settings: z.infer<Schema>, tools: TranslatorProbeTools): Promise<Availability>;
}
