import type { Environment } from '../environment.ts';
import { EngineError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../pipeline/clock.ts';
import { explained, locateObs } from './locate-obs.ts';
import { connectToObs, type ObsConnection } from './obs-connection.ts';
import type { ObsSettings } from './settings.ts';

interface OpenTools {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Connects to the OBS of the settings, once.
 * @throws EngineError which says what to do, and the reason of the signal where that aborts.
 */
export async function openObs(settings: ObsSettings, { environment, ...tools }: OpenTools): Promise<ObsConnection> {
  const located = await locateObs(settings, environment);
  try {
    return await connectToObs(located, { ...tools, password: located.password });
  } catch (error) {
    throw error instanceof EngineError ? explained(error, located) : error;
  }
}
