import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { silentLog } from '../../../src/engine/log.ts';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import { RecognizerPool, type PoolEvent } from '../../../src/engine/transcription/host/recognizer-pool.ts';
import { runtimeFiles } from '../files.ts';

/** URL of its module. */
export const WORD_RECOGNIZER = pathToFileURL(path.join(import.meta.dirname, 'word-recognizer.mjs')).href;

/** How the recogniser in one host process behaves; see `word-recognizer.mjs`. */
export interface WordScript {
  readonly lookAheadMs?: number;
  readonly openStreams?: number;
  readonly feedMs?: number;
  readonly slowAtFeed?: number;
  readonly crashAtFeed?: number;
  readonly hangAtFeed?: number;
  readonly failAtFeed?: number;
  readonly longestMs?: number;
  readonly times?: boolean;
  readonly marks?: boolean;
  readonly revises?: boolean;
}

/** A pool that tells what happened to its hosts. Stopped at the end of the scope. */
type ObservedPool = RecognizerPool & Disposable & { readonly events: readonly PoolEvent[] };

/** A started pool of real host processes with a recogniser that streams by a script. */
export function streamingPool(scripts: readonly WordScript[]): Promise<ObservedPool> {
  return startPool(WORD_RECOGNIZER, scripts);
}

/** A started pool of real host processes. @param module URL of its recogniser. @param configs one for each host. */
export async function startPool(module: string, configs: readonly object[]): Promise<ObservedPool> {
  const events: PoolEvent[] = [];
  const pool = new RecognizerPool({
    entry: runtimeFiles.recognizerHost,
    module,
    configs,
    clock: systemClock,
    log: silentLog,
    onEvent: (event) => events.push(event),
  });
  await pool.start();
  return Object.assign(pool, { events, [Symbol.dispose]: () => pool.stop() });
}
