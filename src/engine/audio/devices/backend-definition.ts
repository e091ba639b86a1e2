import type { Availability } from '../../pipeline/availability.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { AudioBackend } from './audio-backend.ts';

/** What a backend gets. */
export interface AudioBackendTools {
  readonly clock: Clock;
  /** JavaScript file of the child process for native libraries, `dist/audio-child.js`. */
  readonly childEntry: string;
  /** Environment of child processes. */
  readonly environment: NodeJS.ProcessEnv;
}

/** A way to the sound devices, told of by itself. One line in `built-in-backends.ts` adds one that comes with the program. */
export interface AudioBackendDefinition {
  /** What it is called in the settings; in kebab case. */
  readonly name: string;
  /** Starts nothing yet, and works on every machine: `availability` tells whether it is of any use there. */
  open(tools: AudioBackendTools): AudioBackend;
  /**
   * Whether it is usable on this computer, and what is missing. Takes a few seconds at most. Throws the reason of the signal
   * once that has aborted.
   */
  probe(tools: AudioBackendTools & { readonly signal: AbortSignal }): Promise<Availability>;
}
