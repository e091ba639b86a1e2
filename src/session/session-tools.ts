import type { AddedDefinitions } from '../config/schema.ts';
import type { Environment } from '../engine/environment.ts';
import type { Logger } from '../engine/log.ts';
import type { Output } from '../engine/pipeline/output.ts';
import type { SourceConfig } from '../engine/pipeline/source.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import type { ServedClip } from '../engine/server/served-clip.ts';

/** What a session needs besides its configuration. */
export interface SessionTools extends AddedDefinitions {
  /** Get everything that the engine tells, besides the pages; none when absent. */
  readonly outputs?: readonly Output[];
  /** Nothing is logged when absent. */
  readonly log?: Logger;
  /** Ends the session's engine; nothing does when absent. The session is still to be closed. */
  readonly signal?: AbortSignal;
  /** What is heard besides the inputs of the configuration. */
  readonly sources?: readonly SourceConfig[];
  /** True where the run is to fail if the port of the configuration is taken; else the next free one is used, and told. */
  readonly exactPort?: boolean;
  /** Whether the pages are served, and guests are let in; yes when absent. */
  readonly pages?: boolean;
  /** What a demo plays, for its page; nothing when absent. */
  readonly clip?: ServedClip;
  /** Partials, and finals as early as possible; else finals only, for a file as a whole. Yes when absent. */
  readonly partials?: boolean;
  /** True where guests who came in until now are to stay out. */
  readonly newToken?: boolean;
  /** For the input `stdin`; that of this process when absent. */
  readonly stdin?: NodeJS.ReadStream;
  /** Where the built parts of the program lie; beside the running one when absent. */
  readonly files?: RuntimeFiles;
  /** Where keys are looked up; that of this process when absent. */
  readonly environment?: Environment;
}
