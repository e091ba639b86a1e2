import path from 'node:path';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { RecognizerPool, type PoolEvent } from '../../src/engine/transcription/host/recognizer-pool.ts';
import { silentLog } from '../../src/engine/log.ts';

/** How a scripted host process behaves; decodes are counted from 1 in each process. */
export interface HostScript {
  readonly delayMs?: number;
  readonly crashAtDecode?: number;
  readonly hangAtDecode?: number;
  readonly failLoad?: boolean;
  readonly hangLoad?: boolean;
  /** Goes on with a decode that it is told to give up, as native code does. */
  readonly deaf?: boolean;
  /** Words with times, and sentences of five of them; see the script. */
  readonly talk?: boolean;
  /** Hears Spanish where it is not told what is spoken, and tells that it is English. */
  readonly drifts?: boolean;
  /** With `talk`: what begins before this word is heard up to it only. */
  readonly unheardFrom?: number;
  /** With `talk`: what goes on behind this word is heard from it on only. */
  readonly skipsTo?: number;
}

/** A pool of real processes that speak the host protocol by a script. Stopped at the end of the scope. */
export function scriptedPool(scripts: readonly HostScript[]): RecognizerPool & Disposable & { events: PoolEvent[] } {
  const events: PoolEvent[] = [];
  const pool = new RecognizerPool({
    entry: path.join(import.meta.dirname, 'scripted-host.mjs'),
    module: '',
    configs: scripts.map((script) => ({ url: '', model: JSON.stringify(script), timeoutMs: 1000 })),
    clock: systemClock,
    log: silentLog,
    onEvent: (event) => events.push(event),
  });
  return Object.assign(pool, { events, [Symbol.dispose]: () => pool.stop() });
}
