import type { EngineError } from '../errors.ts';
import type { Clock } from '../pipeline/clock.ts';
import { Restarts } from '../pipeline/supervised/restarts.ts';
import { beat } from './heartbeat.ts';
import type { ObsConnection } from './obs-connection.ts';
import { answerFault } from './request-fault.ts';

/** OBS may be started at any time, and a try costs next to nothing. */
const BACK_OFF = { firstWaitMs: 500, longestWaitMs: 10_000 } as const;

interface KeepConnectedOptions {
  /** Makes one try. */
  readonly connect: (signal: AbortSignal) => Promise<ObsConnection>;
  /** What is done with each connection at its start. Where it throws, the connection is given up and made anew. */
  readonly onConnected: (connection: ObsConnection) => Promise<void>;
  /** Told after each failure and each loss; `isFinal` where there will be no other try. */
  readonly onLost: (error: EngineError, isFinal: boolean) => void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Connects again and again until `signal` aborts, or until OBS says that it shall not be tried again: a wrong password, a
 * kick by the user. Never rejects.
 */
export async function keepConnected(options: KeepConnectedOptions): Promise<void> {
  const { signal, clock, onLost } = options;
  const restarts = new Restarts({ ...BACK_OFF, clock });
  do {
    const error = await liveOnce(options, () => restarts.works());
    if (signal.aborted) return;
    onLost(error, !error.retryable);
    if (!error.retryable) return;
  } while (await restarts.wait(signal));
}

/** One connection from its beginning to its end. @param works called once it has proved to be good. */
async function liveOnce(
  { connect, onConnected, clock, signal }: KeepConnectedOptions,
  works: () => void,
): Promise<EngineError> {
  let connection: ObsConnection | undefined;
  try {
    connection = await connect(signal);
    await onConnected(connection);
    return await beat(connection, { clock, signal, works });
  } catch (error) {
    const fault = answerFault(error);
    connection?.close(fault);
    return fault;
  }
}
