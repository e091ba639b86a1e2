import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { BoundedChannel } from '../../../pipeline/bounded-channel.ts';
import type { Clock } from '../../../pipeline/clock.ts';
import { backOffMs } from '../../../pipeline/retry.ts';
import { endProcess } from '../end-process.ts';

/** A server that went away is asked again after this long, and then less and less often. */
const AGAIN = { firstWaitMs: 250, longestWaitMs: 2000 };

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
  for (let failures = 0; !signal.aborted; failures += 1) {
    // A burst of events, as at the start of a server, is one change.
    const events = new BoundedChannel<undefined>({ capacity: 1, whenFull: 'drop-oldest' });
    const child = subscribe(env, events);
    // At once: whoever follows the changes may be busy, or may not come back to read the next one.
    const end = (): void => killSubscription(child);
    signal.addEventListener('abort', end, { once: true });
    const subscription = new AbortController();
    child.once('close', () => subscription.abort());
    void clock.sleep(WORKS_MS, subscription.signal).then(() => {
      if (subscription.signal.aborted) return;
      // Nothing told of what happened while there was no subscription.
      if (failures > 0) events.push(undefined);
      failures = 0;
    });
    try {
      yield* events.read(signal);
    } finally {
      signal.removeEventListener('abort', end);
      killSubscription(child);
      await endProcess(child);
    }
    await clock.sleep(backOffMs(failures + 1, AGAIN, Math.random), signal);
  }
}

type Subscription = ChildProcessByStdio<Writable, Readable, null>;

function subscribe(env: NodeJS.ProcessEnv, events: BoundedChannel<undefined>): Subscription {
  const child = spawn('sh', ['-c', SUBSCRIBE], { env, detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  createInterface(child.stdout).on('line', (line) => {
    if (DEVICE_EVENT.test(line)) events.push(undefined);
  });
  child.once('error', () => events.close());
  // A shell that ends in the middle of its work, as where there is no memory for one more process, leaves the others.
  child.once('exit', () => killGroup(child.pid));
  child.once('close', () => {
    events.push(undefined);
    events.close();
  });
  return child;
}

/** Kills the shell and all that it started; where the shell has ended, that is done. */
function killSubscription(child: Subscription): void {
  if (child.exitCode === null && child.signalCode === null) killGroup(child.pid);
  child.stdin.destroy();
}

/** Kills the processes of the group that a shell leads, or led a moment ago. */
function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}
