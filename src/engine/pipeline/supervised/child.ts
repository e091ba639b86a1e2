import { kindAndPlace } from '../../errors.ts';

/** How a process or a thread ended. `failed`: it could not be started, or it threw. */
export type ChildEnd =
  | { readonly how: 'exited'; readonly code: number | null }
  | { readonly how: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly how: 'failed'; readonly error: unknown };

/** `ask`: it may end by itself. `terminate`: it is told to, and may refuse. `kill`: it has no choice. */
export type EndForce = 'ask' | 'terminate' | 'kill';

/** A process or a thread, as its supervisor needs it. What is said to it and what it says are no part of this. */
export interface Child {
  /** Resolves once it is gone, and what it said last is read. Never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** Returns at once and never throws; does nothing where it is gone. */
  end(force: EndForce): void;
}

/** How it ended, in a few words for a message: `exit code 3`, `SIGKILL`, or the kind and place of an error. */
export function describeEnd(end: ChildEnd): string {
  switch (end.how) {
    case 'exited':
      return `exit code ${String(end.code)}`;
    case 'killed':
      return end.signal;
    case 'failed':
      return kindAndPlace(end.error);
  }
}
