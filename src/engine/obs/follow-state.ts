import type { Clock } from '../pipeline/clock.ts';
import { listenForChanges } from './obs-changes.ts';
import type { EngineError } from '../errors.ts';
import type { ObsConnection } from './obs-connection.ts';
import { afterChange, type ObsChange, type ObsState } from './obs-state.ts';
import { readState } from './read-state.ts';

/** An output that fails may say that it starts and nothing after that: OBS is asked once, after so many milliseconds. */
const START_LIMIT_MS = 10_000;

/** Told of a state. */
type OnState = (state: ObsState, change: ObsChange | undefined) => void;

/**
 * Reads what OBS does, and follows it from then on, as long as the connection lasts.
 * @param onState told of each state with the change that led to it, as soon as OBS tells; without one where it was read.
 * @throws EngineError where OBS does not say what it does.
 */
export async function followState(connection: ObsConnection, clock: Clock, onState: OnState): Promise<void> {
  let state: ObsState | undefined;
  // What changes while the state is read is put on top of it: each change says what is, not what is different.
  let meanwhile: ObsChange[] = [];
  const read = async (): Promise<void> => {
    meanwhile = [];
    const now = await readState(connection.call);
    state = meanwhile.reduce(afterChange, now);
    onState(state, undefined);
  };
  listenForChanges(connection, (change) => {
    meanwhile.push(change);
    if (state === undefined) return;
    state = afterChange(state, change);
    onState(state, change);
    if (isStarting(change)) void readIfItStillStarts();
  });
  const readAgain = (): void => {
    read().catch((error: unknown) => connection.close(error as EngineError));
  };
  const readIfItStillStarts = async (): Promise<void> => {
    await clock.sleep(START_LIMIT_MS, connection.over);
    if (!connection.over.aborted && (state?.stream === 'starting' || state?.record === 'starting')) readAgain();
  };
  // Another collection has other scenes and inputs, of which OBS tells one by one, or not at all.
  connection.on('CurrentSceneCollectionChanged', readAgain);
  await read();
}

function isStarting(change: ObsChange): boolean {
  return (
    (change.type === 'stream' && change.stream === 'starting') ||
    (change.type === 'record' && change.record === 'starting')
  );
}
