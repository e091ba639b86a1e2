import { listenForChanges } from './obs-changes.ts';
import type { ObsConnection } from './obs-connection.ts';
import { afterChange, type ObsChange, type ObsState } from './obs-state.ts';
import { readState } from './read-state.ts';

/** Told of a state. */
type OnState = (state: ObsState, change: ObsChange | undefined) => void;

/**
 * Reads what OBS does, and follows it from then on, as long as the connection lasts.
 * @param onState told of each state with the change that led to it, as soon as OBS tells; without one where it was read.
 * @throws EngineError where OBS does not say what it does.
 */
export async function followState(connection: ObsConnection, onState: OnState): Promise<void> {
  let state: ObsState | undefined;
  // What changes while the state is read is put on top of it: each change says what is, not what is different.
  let meanwhile: ObsChange[] = [];
  const read = async (): Promise<void> => {
    state = undefined;
    meanwhile = [];
    const now = await readState(connection.call);
    state = meanwhile.reduce(afterChange, now);
    onState(state, undefined);
  };
  listenForChanges(connection, (change) => {
    if (state === undefined) {
      meanwhile.push(change);
      return;
    }
    state = afterChange(state, change);
    onState(state, change);
  });
  // Another collection has other scenes and inputs, of which OBS tells one by one, or not at all.
  connection.on('CurrentSceneCollectionChanged', () => {
    read().catch((error: unknown) => connection.close(error as never));
  });
  await read();
}
