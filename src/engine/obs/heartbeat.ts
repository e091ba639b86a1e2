import type { EngineError } from '../errors.ts';
import type { Clock } from '../pipeline/clock.ts';
import type { ObsConnection } from './obs-connection.ts';
import { ObsRequestError } from './request-fault.ts';
import { connectionEnded } from './unreachable.ts';

/** The library sends no sign of life, and a connection to a stopped process stays open for ever. */
const BEAT_MS = 5000;

interface BeatOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told at each sign of life. */
  readonly works: () => void;
}

/**
 * Asks OBS for a sign of life every few seconds. Closes the connection where none comes, or when `signal` aborts. Gives
 * back why it is over.
 */
export async function beat(connection: ObsConnection, { clock, signal, works }: BeatOptions): Promise<EngineError> {
  const hurry = AbortSignal.any([connection.over, signal]);
  for (;;) {
    await clock.sleep(BEAT_MS, hurry);
    if (hurry.aborted) break;
    try {
      await connection.call('GetVersion');
    } catch (error) {
      // A refusal is a sign of life as well.
      if (!(error instanceof ObsRequestError)) connection.close(error as EngineError);
    }
    if (!connection.over.aborted) works();
  }
  if (!connection.over.aborted) connection.close(connectionEnded());
  return connection.over.reason as EngineError;
}
