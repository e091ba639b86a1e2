import type { Writable } from 'node:stream';

/** Where a command reads and writes. Injected, so that tests can look at it. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly fd?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly fd?: number };
}

/** Ends the run of a command: Ctrl-C, a key, or the end of what it does. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C or a termination signal. */
  readonly signal: AbortSignal;
}
