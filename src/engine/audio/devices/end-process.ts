import type { ChildProcess } from 'node:child_process';

/** A killed process is gone within milliseconds; one that hangs inside the kernel is not waited for. */
const EXIT_LIMIT_MS = 1000;

/** True where the process runs, or may still run. */
function mayRun(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Ends a process at once, also one that is stopped or stuck in native code, and waits until it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (!mayRun(child)) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, EXIT_LIMIT_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGKILL');
  });
}

/** How a process ended, for a message: what it said last, else its signal or its code. */
export function describeEnd(child: ChildProcess, said: string): string {
  const lastLine = said.trim().split('\n').at(-1)?.trim() ?? '';
  if (lastLine !== '') return lastLine.replace(/\.$/u, '');
  return child.signalCode ?? `exit code ${String(child.exitCode)}`;
}
