import { fork, type ChildProcess } from 'node:child_process';
import type { ChildTask, FromChild } from '../child/child-protocol.ts';

/** Loading a library, listing and opening take less than 0.1 s; sound systems that hang are not waited for. */
const ANSWER_MS = 5000;

interface ChildOptions {
  /** JavaScript file of the child process. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts a process for one task. Sound goes over its file descriptor 3. */
export function startAudioChild({ entry, env }: ChildOptions, task: ChildTask): ChildProcess {
  // Libraries print to both outputs, some of them a million lines when a device goes.
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'ipc'] as const;
  const child = fork(entry, { stdio: [...stdio], env, execArgv: [], serialization: 'advanced' });
  // An error of the channel is followed by the end of the process, which tells why.
  child.on('error', () => undefined);
  child.send(task, () => undefined);
  return child;
}

/** The first thing that the process tells: its end and a silence of 5 s count as `refused`. */
export function firstAnswer(child: ChildProcess, signal: AbortSignal): Promise<FromChild> {
  return new Promise((resolve) => {
    const answer = (message: FromChild): void => {
      clearTimeout(timer);
      child.off('message', answer).off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      resolve(message);
    };
    const onExit = (code: number | null, killedBy: string | null): void =>
      answer({ type: 'refused', reason: `the sound library crashed with ${killedBy ?? `exit code ${String(code)}`}` });
    const onAbort = (): void => answer({ type: 'refused', reason: 'it was cancelled' });
    const timer = setTimeout(() => {
      answer({ type: 'refused', reason: `it did not answer in ${ANSWER_MS / 1000} s` });
    }, ANSWER_MS);
    child.on('message', answer).once('exit', onExit);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
