import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { BoundedChannel } from '../../../pipeline/bounded-channel.ts';
import type { Clock } from '../../../pipeline/clock.ts';
import { processChild } from '../../../pipeline/supervised/process-child.ts';
import { Restarts } from '../../../pipeline/supervised/restarts.ts';
import { SupervisedChild, type Loss } from '../../../pipeline/supervised/supervised-child.ts';

/** A server that went away is asked again after this long, and then less and less often. */
const RESTART_WAIT = { firstWaitMs: 250, longestWaitMs: 2000 };

/** A subscription that has lived for so long works; one that fails is over sooner. */
const WORKS_MS = 150;

/**
 * pactl does not notice that nobody reads it any more: it would outlive an engine that was killed. So a shell ends it
 * when its own input ends.
 */
const SUBSCRIBE = 'exec 3<&0; pactl subscribe & pid=$!; { read -r _ <&3; kill "$pid"; } & wait "$pid"; kill "$!"';

/**
 * Devices that come and go, and the server itself, where its defaults are kept. Streams ("sink-input") and the state of
 * a device are left out: they change with every sound that any program plays.
 */
const DEVICE_EVENT = /'(?:new|remove)' on (?:sink|source) #|on server #/u;

interface ChangesOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
}

/** Yields for each change of the devices that the sound server tells of, and when the server comes or goes. */
export async function* pulseChanges(
  { env, clock }: ChangesOptions,
  signal: AbortSignal,
): AsyncGenerator<void, void, undefined> {
  if (signal.aborted) return;
  const restarts = new Restarts({ clock, ...RESTART_WAIT });
  do {
    // A burst of events, as at the start of a server, is one change.
    const events = new BoundedChannel<undefined>({ capacity: 1, whenFull: 'drop-oldest' });
    const subscription = subscribe({ env, clock }, events, signal);
    void clock.sleep(WORKS_MS, subscription.over).then(() => {
      if (subscription.over.aborted) return;
      // Nothing told of what happened while there was no subscription.
      if (restarts.losses > 0) events.push(undefined);
      restarts.works();
    });
    try {
      yield* events.read(signal);
    } finally {
      await subscription.stop();
    }
  } while (await restarts.wait(signal));
}

/** @param signal ends it at once: whoever follows the changes may be busy, or may not come back to read the next one. */
function subscribe(
  { env, clock }: ChangesOptions,
  events: BoundedChannel<undefined>,
  signal: AbortSignal,
): SupervisedChild {
  const child = spawn('sh', ['-c', SUBSCRIBE], { env, detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  createInterface(child.stdout).on('line', (line) => {
    if (DEVICE_EVENT.test(line)) events.push(undefined);
  });
  const onEnd = (loss: Loss | undefined): void => {
    child.stdin.destroy();
    // Where there is a shell, it ends when the server goes: that is a change too.
    if (loss?.type === 'ended' && loss.end.how !== 'failed') events.push(undefined);
    events.close();
  };
  return new SupervisedChild(processChild(child, { clock, leadsGroup: true }), { clock, signal, onEnd });
}
