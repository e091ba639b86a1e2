import type { Config } from '../config/schema.ts';
import type { Environment } from '../engine/environment.ts';
import type { Logger } from '../engine/log.ts';
import type { ObsConnection } from '../engine/obs/obs-connection.ts';
import { openObs } from '../engine/obs/open-obs.ts';
import { answerFault } from '../engine/obs/request-fault.ts';
import { connectionEnded } from '../engine/obs/unreachable.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { CommandContext } from './terminal.ts';

/** What the commands of OBS get. */
export interface ObsTools extends CommandContext {
  readonly config: Config;
  readonly log: Logger;
  readonly environment: Environment;
}

/** Connects to OBS, does something there, and ends the connection. */
export async function withObs(
  { config, log, environment, signal }: ObsTools,
  work: (connection: ObsConnection) => Promise<void>,
): Promise<void> {
  const connection = await openObs(config.obs, { environment, log, signal, clock: systemClock });
  const interrupted = (): void => connection.close(connectionEnded());
  signal.addEventListener('abort', interrupted, { once: true });
  try {
    await work(connection);
  } catch (error) {
    // What fails since Ctrl-C was pressed is no fault.
    signal.throwIfAborted();
    throw answerFault(error);
  } finally {
    signal.removeEventListener('abort', interrupted);
    connection.close(connectionEnded());
  }
}

/** Address of the overlay, as OBS on this computer opens it. */
export function overlayAddress({ server }: Pick<Config, 'server'>): string {
  return `http://127.0.0.1:${server.port}/overlay`;
}
