import type { ChildProcess } from 'node:child_process';
import type { Clock } from '../clock.ts';
import type { Child, ChildEnd, EndForce } from './child.ts';

/**
 * The last words of a process are read within milliseconds of its end. Its pipes stay open for longer only where another
 * process holds them, which is not waited for.
 */
const LAST_WORDS_MS = 250;

interface ProcessOptions {
  readonly clock: Clock;
  /** It was started `detached`, so it leads a group of processes, which ends with it. Not on Windows. */
  readonly leadsGroup?: boolean;
  /** Asks it to end by itself, such as by the end of its input. Must not throw. */
  readonly ask?: () => void;
}

/** A process that was spawned or forked. */
export function processChild(child: ChildProcess, { clock, leadsGroup = false, ask }: ProcessOptions): Child {
  const ended = new Promise<ChildEnd>((resolve) => {
    // Other errors, as of its channel, are followed by the end of the process, which tells why.
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ how: 'failed', error });
    });
    child.once('exit', (code, signal) => {
      // A leader that ends in the middle of its work, as where there is no memory for one more process, leaves the others.
      if (leadsGroup) signalGroup(child.pid, 'SIGKILL');
      const end: ChildEnd = signal === null ? { how: 'exited', code } : { how: 'killed', signal };
      const closed = new AbortController();
      child.once('close', () => closed.abort());
      void clock.sleep(LAST_WORDS_MS, closed.signal).then(() => resolve(end));
    });
  });
  const send = (signal: NodeJS.Signals): void => {
    if (!leadsGroup) child.kill(signal);
    // The number of a process that is gone may be that of another one by now.
    else if (child.exitCode === null && child.signalCode === null) signalGroup(child.pid, signal);
  };
  const end = (force: EndForce): void => {
    switch (force) {
      case 'ask':
        return ask?.();
      case 'terminate':
        return send('SIGTERM');
      case 'kill':
        return send('SIGKILL');
    }
  };
  return { ended, end };
}

/** Signals the processes of the group that a process leads, or led a moment ago. */
function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch {
    // Nobody is left in it.
  }
}
