import type { z } from 'zod';
import type { StatusNotice } from '../../protocol/status.ts';
import type { Environment } from '../environment.ts';
import type { Logger } from '../log.ts';
import type { Availability } from '../pipeline/availability.ts';
import type { Clock } from '../pipeline/clock.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import type { SettingsSchema } from '../settings-section.ts';
import type { WantedModel } from './wanted-model.ts';

/** What a recogniser cannot do without: model files on this computer, or a server. */
export type RecognizerNeed = 'model' | 'server';

/** What the streamer is told where the recogniser is too slow: two sentences. */
export interface SlowAdvice {
  readonly message: string;
  readonly hint: string;
}

/** What its hosts depend on besides the model. */
export interface HostOptions<Settings> {
  readonly settings: Settings;
  /** Host processes that decode side by side. */
  readonly replicas: number;
  /** Threads that a decode on the processor may take. */
  readonly threads: number;
  readonly files: RuntimeFiles;
}

/** What the host processes are to load. */
export interface HostPlan<Config> {
  /** One host process for each; plain data, since it is sent there. */
  readonly configs: readonly Config[];
  /**
   * Names of environment variables that a host needs beyond those of all processes, such as that of a key. It finds them in
   * `process.env` of its process. They are sent to it, so nobody else sees them beside the process.
   */
  readonly variables?: readonly string[];
  /** What the streamer must know of such a model. */
  readonly notice?: Pick<StatusNotice, 'code' | 'message' | 'hint'>;
}

/** What of a host's plan names a processor: fields of the plan, and what they are for that processor. */
export type ProcessorChoice = Readonly<Record<string, string>>;

/** A processor of this computer that a host could compute on. */
export interface ProcessorPlan<Config> {
  readonly processor: ProcessorChoice;
  /** What a host loads to compute on it, with what was found out, so that it does not look again. */
  readonly config: Config;
}

/** What one may look at to find out whether a recogniser is usable. */
export interface RecognizerProbeTools {
  /** Holds the keys. */
  readonly environment: Environment;
  readonly log: Logger;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * A way to recognise speech, told of by itself. One line in `built-in-recognizers.ts` adds one that comes with the program.
 * What it loads runs in host processes; see `RecognizerModule`.
 */
export interface RecognizerDefinition<Schema extends SettingsSchema = SettingsSchema, Config extends object = object> {
  /** Where its settings lie in the section `recognizer`, and how its models begin where it is added: `name:…`. In kebab case. */
  readonly name: string;
  /** Strict, each with a default or optional; `NO_SETTINGS` where there are none. */
  readonly settings: Schema;
  readonly needs: readonly RecognizerNeed[];
  /**
   * URL of the JavaScript module that a host process imports, a `RecognizerModule`. Absent for those that come with the
   * program: theirs has their name among `RuntimeFiles.recognizers`.
   */
  readonly module?: string;
  readonly slowAdvice: SlowAdvice;
  /** `undefined` where such a model is for another recogniser. Throws an `EngineError` where it cannot be used. */
  plan(model: WantedModel, options: HostOptions<z.infer<Schema>>): HostPlan<Config> | undefined;
  /**
   * Asked only where another recogniser takes the model too. Gives what its hosts are to load, with what was found out;
   * `undefined` where it would be slow on this computer, so that the other one is taken. Absent: it is good everywhere.
   */
  suits?(plan: HostPlan<Config>, log: Logger): Promise<HostPlan<Config> | undefined>;
  /**
   * The processors of this computer that a host could compute on. Asked where they are to be measured; takes some seconds.
   * Absent: there is but one.
   */
  processors?(config: Config, log: Logger): Promise<readonly ProcessorPlan<Config>[]>;
  /**
   * Whether a host could load this on this computer, and what is missing. Costs no money, loads no model, and takes a few
   * seconds at most. Throws the reason of the signal once that has aborted.
   */
  probe(config: Config, tools: RecognizerProbeTools): Promise<Availability>;
}
