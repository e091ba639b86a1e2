import { BoundedChannel } from '../../../pipeline/bounded-channel.ts';
import type { Clock } from '../../../pipeline/clock.ts';
import { backOffMs } from '../../../pipeline/retry.ts';
import type { FromChild, LibraryName } from '../child/child-protocol.ts';
import { endProcess } from '../end-process.ts';
import { startAudioChild } from './audio-child.ts';

/** A process that ended is started again after this long, and then less and less often. */
const AGAIN = { firstWaitMs: 1000, longestWaitMs: 30_000 };

interface ChangesOptions {
  readonly library: LibraryName;
  /** JavaScript file of the child process. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
}

/** Yields for each change of the devices that a library sees. A process of its own looks again and again. */
export async function* libraryChanges(
  { library, clock, ...options }: ChangesOptions,
  signal: AbortSignal,
): AsyncGenerator<void, void, undefined> {
  let isFirst = true;
  for (let failures = 1; !signal.aborted; failures += 1) {
    const changes = new BoundedChannel<undefined>({ capacity: 1, whenFull: 'drop-oldest' });
    // What happened between two processes was not seen.
    if (!isFirst) changes.push(undefined);
    isFirst = false;
    const child = startAudioChild(options, { task: 'watch', library });
    child.on('message', ({ type }: FromChild) => {
      if (type !== 'changed') return;
      failures = 0;
      changes.push(undefined);
    });
    child.once('exit', () => changes.close());
    // At once: whoever follows the changes may be busy, or may not come back to read the next one.
    const end = (): void => void child.kill('SIGKILL');
    signal.addEventListener('abort', end, { once: true });
    try {
      yield* changes.read(signal);
    } finally {
      signal.removeEventListener('abort', end);
      await endProcess(child);
    }
    await clock.sleep(backOffMs(failures, AGAIN, Math.random), signal);
  }
}
