import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { BoundedChannel } from '../../../pipeline/bounded-channel.ts';
import type { Clock } from '../../../pipeline/clock.ts';
import { backOffMs } from '../../../pipeline/retry.ts';
import { endProcess } from '../end-process.ts';

/** A server that went away is asked again after this long, and then less and less often. */
const AGAIN = { firstWaitMs: 250, longestWaitMs: 2000 };

/** A subscription that has lived for so long works; one that fails is over sooner. */
const WORKS_MS = 150;

/** Devices that come and go, and the server itself, where its defaults are kept. Streams are left out: they are many. */
const DEVICE_EVENT = /on (?:sink|source|server|card)\b/u;

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
      await endProcess(child);
    }
    await clock.sleep(backOffMs(failures + 1, AGAIN, Math.random), signal);
  }
}

function subscribe(env: NodeJS.ProcessEnv, events: BoundedChannel<undefined>): ChildProcess {
  const child = spawn('pactl', ['subscribe'], { env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  createInterface(child.stdout).on('line', (line) => {
    if (DEVICE_EVENT.test(line)) events.push(undefined);
  });
  child.once('error', () => events.close());
  child.once('close', () => {
    events.push(undefined);
    events.close();
  });
  return child;
}
