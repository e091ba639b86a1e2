import type { Worker } from 'node:worker_threads';
import type { Child, ChildEnd } from './child.ts';

/** A worker thread. It cannot be asked to end, and nothing that it does can delay its end but a call into native code. */
export function threadChild(thread: Worker): Child {
  const ended = new Promise<ChildEnd>((resolve) => {
    let thrown: ChildEnd | undefined;
    thread.on('error', (error: unknown) => (thrown = { how: 'failed', error }));
    thread.once('exit', (code) => resolve(thrown ?? { how: 'exited', code }));
  });
  return {
    ended,
    end: (force) => {
      if (force !== 'ask') void thread.terminate();
    },
  };
}
