import { fork, type ChildProcess } from 'node:child_process';
import type { Clock } from '../../../pipeline/clock.ts';
import { describeEnd } from '../../../pipeline/supervised/child.ts';
import { processChild } from '../../../pipeline/supervised/process-child.ts';
import { SupervisedChild, type Loss } from '../../../pipeline/supervised/supervised-child.ts';
import type { ChildTask, FromChild } from '../child/child-protocol.ts';

/** Loading a library, listing and opening take less than 0.1 s; sound systems that hang are not waited for. */
const ANSWER_MS = 5000;

export interface AudioChildOptions {
  /** JavaScript file of the child process. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
}

/** Starts a process for one task. Sound goes over its file descriptor 3. */
export function forkAudioChild({ entry, env }: Omit<AudioChildOptions, 'clock'>, task: ChildTask): ChildProcess {
  // Libraries print to both outputs, some of them a million lines when a device goes.
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'ipc'] as const;
  const child = fork(entry, { stdio: [...stdio], env, execArgv: [], serialization: 'advanced' });
  child.send(task, () => undefined);
  return child;
}

/** A process whose task begins with an answer: the list of devices, or that a device is open. */
export class AudioChild {
  readonly process: ChildProcess;
  /** The first thing that it tells. Its end, a silence of 5 s and the end of its signal count as `refused`. */
  readonly answer: Promise<FromChild>;
  readonly #supervised: SupervisedChild;

  /** @param signal ends it at once. */
  constructor({ clock, ...options }: AudioChildOptions, task: ChildTask, signal: AbortSignal) {
    const child = (this.process = forkAudioChild(options, task));
    let settle: (answer: FromChild) => void = () => undefined;
    this.answer = new Promise((resolve) => (settle = resolve));
    const onEnd = (loss: Loss | undefined): void => settle({ type: 'refused', reason: reasonOf(loss) });
    this.#supervised = new SupervisedChild(processChild(child, { clock }), { clock, signal, onEnd });
    this.#supervised.expectSign(ANSWER_MS);
    child.once('message', (message: FromChild) => {
      this.#supervised.alive();
      settle(message);
    });
  }

  /** Ends it, and waits until it is gone. */
  stop(): Promise<void> {
    return this.#supervised.stop();
  }
}

function reasonOf(loss: Loss | undefined): string {
  if (!loss) return 'it was cancelled';
  if (loss.type === 'silent') return `it did not answer in ${ANSWER_MS / 1000} s`;
  return `the sound library crashed with ${describeEnd(loss.end)}`;
}
