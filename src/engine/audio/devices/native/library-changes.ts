import { BoundedChannel } from '../../../pipeline/bounded-channel.ts';
import { processChild } from '../../../pipeline/supervised/process-child.ts';
import { Restarts } from '../../../pipeline/supervised/restarts.ts';
import { SupervisedChild } from '../../../pipeline/supervised/supervised-child.ts';
import type { FromChild, LibraryName } from '../child/child-protocol.ts';
import { forkAudioChild, type AudioChildOptions } from './audio-child.ts';

/** A process that ended is started again after this long, and then less and less often. */
const RESTART_WAIT = { firstWaitMs: 1000, longestWaitMs: 30_000 };

interface ChangesOptions extends AudioChildOptions {
  readonly library: LibraryName;
}

/** Yields for each change of the devices that a library sees. A process of its own looks again and again. */
export async function* libraryChanges(
  { library, clock, ...options }: ChangesOptions,
  signal: AbortSignal,
): AsyncGenerator<void, void, undefined> {
  if (signal.aborted) return;
  const restarts = new Restarts({ clock, ...RESTART_WAIT });
  let isFirst = true;
  do {
    const changes = new BoundedChannel<undefined>({ capacity: 1, whenFull: 'drop-oldest' });
    // What happened between two processes was not seen.
    if (!isFirst) changes.push(undefined);
    isFirst = false;
    const child = forkAudioChild(options, { task: 'watch', library });
    child.on('message', ({ type }: FromChild) => {
      if (type !== 'changed') return;
      restarts.works();
      changes.push(undefined);
    });
    // The signal ends it at once: whoever follows the changes may be busy, or may not come back to read the next one.
    const supervised = new SupervisedChild(processChild(child, { clock }), {
      clock,
      signal,
      onEnd: () => changes.close(),
    });
    try {
      yield* changes.read(signal);
    } finally {
      await supervised.stop();
    }
  } while (await restarts.wait(signal));
}
