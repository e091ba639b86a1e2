import { execFile } from 'node:child_process';

/** The sound server answers within milliseconds; one that hangs counts as not there. */
const LIMIT_MS = 3000;

/** How a program ended. */
export type CommandResult =
  | { readonly ended: 'well'; readonly output: string }
  | { readonly ended: 'not-installed' }
  | { readonly ended: 'badly'; readonly reason: string };

/** Runs a program to its end. @param env all of its environment. */
export function runCommand(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = { env, timeout: LIMIT_MS, killSignal: 'SIGKILL', ...(signal && { signal }) } as const;
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ ended: 'well', output: stdout });
      else if (error.code === 'ENOENT') resolve({ ended: 'not-installed' });
      else if (error.killed === true) resolve({ ended: 'badly', reason: `no answer in ${LIMIT_MS / 1000} s` });
      else resolve({ ended: 'badly', reason: stderr.trim().split('\n').at(-1) || error.message });
    });
  });
}
