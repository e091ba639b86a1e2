import type { Engine } from '../engine/engine.ts';
import { awaitedGuests, untilAborted } from './guests/awaited-guests.ts';
import type { Guests } from './guests/guests.ts';

/** An engine at work. */
export interface Run {
  readonly engine: Engine;
  readonly ready: Promise<void>;
  readonly done: Promise<void>;
}

interface LiveTools {
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly guests: Guests | undefined;
  /** Makes guests sources of the engine. Gives back what ends that for new ones. */
  readonly hearGuests: (guests: Guests) => () => void;
  /** Told once the models are loaded. */
  readonly onReady: () => void;
}

/** Starts an engine, and lets it run until all has ended that it listens to. */
export function liveRun(engine: Engine, tools: LiveTools): Run {
  const ready = engine.start().then(tools.onReady);
  const done = live(engine, ready, tools);
  // Who does not look at one of them looks at the other.
  ready.catch(() => undefined);
  done.catch(() => undefined);
  return { engine, ready, done };
}

async function live(engine: Engine, ready: Promise<void>, { signal, guests, hearGuests }: LiveTools): Promise<void> {
  const stop = (): void => void engine.close();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let ignoreGuests: (() => void) | undefined;
  try {
    await ready;
    if (guests) ignoreGuests = hearGuests(guests);
    await engine.run();
    const awaited = awaitedGuests(guests);
    if (awaited === undefined) return;
    engine.status.set('capture', 'working', awaited);
    await untilAborted(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    ignoreGuests?.();
    signal.removeEventListener('abort', stop);
    await engine.close();
  }
}
