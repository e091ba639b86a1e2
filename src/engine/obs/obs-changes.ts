import type { ObsConnection } from './obs-connection.ts';
import type { ObsChange, RecordState, StreamState } from './obs-state.ts';

/** OBS writes them with `OBS_WEBSOCKET_OUTPUT_` before. */
const STREAM_STATES = new Map<string, StreamState>(
  Object.entries({
    STARTING: 'starting',
    STARTED: 'live',
    STOPPING: 'stopping',
    STOPPED: 'stopped',
    RECONNECTING: 'reconnecting',
    RECONNECTED: 'live',
  } as const),
);

const RECORD_STATES = new Map<string, RecordState>(
  Object.entries({
    STARTING: 'starting',
    STARTED: 'recording',
    STOPPING: 'stopping',
    STOPPED: 'stopped',
    PAUSED: 'paused',
    RESUMED: 'recording',
  } as const),
);

/**
 * Tells of each change as it arrives, so that a listener may take the time. Of outputs the name of the state counts: while
 * a recording is paused, or a stream connects again, OBS calls them inactive.
 */
export function listenForChanges({ on }: Pick<ObsConnection, 'on'>, onChange: (change: ObsChange) => void): void {
  on('CurrentProgramSceneChanged', ({ sceneName }) => onChange({ type: 'scene', scene: sceneName }));
  on('SceneNameChanged', ({ oldSceneName, sceneName }) =>
    onChange({ type: 'scene', scene: sceneName, formerly: oldSceneName }),
  );
  on('InputMuteStateChanged', ({ inputName, inputMuted }) =>
    onChange({ type: 'mute', input: inputName, muted: inputMuted }),
  );
  on('InputCreated', ({ inputName }) => onChange({ type: 'input-created', input: inputName }));
  on('InputNameChanged', ({ oldInputName, inputName }) =>
    onChange({ type: 'input-renamed', input: oldInputName, name: inputName }),
  );
  on('InputRemoved', ({ inputName }) => onChange({ type: 'input-removed', input: inputName }));
  on('StreamStateChanged', ({ outputState }) => {
    const stream = STREAM_STATES.get(wordOf(outputState));
    if (stream !== undefined) onChange({ type: 'stream', stream });
  });
  on('RecordStateChanged', ({ outputState, outputPath }) => {
    const record = RECORD_STATES.get(wordOf(outputState));
    const file = isPath(outputPath) ? { path: outputPath } : {};
    if (record !== undefined) onChange({ type: 'record', record, ...file });
  });
  // Older ones do not tell of it.
  on('RecordFileChanged', ({ newOutputPath }) => onChange({ type: 'record-file', path: newOutputPath }));
}

/** The types of the package say that it is always there. */
function isPath(path: unknown): path is string {
  return typeof path === 'string' && path !== '';
}

function wordOf(outputState: string): string {
  return outputState.replace(/^OBS_WEBSOCKET_OUTPUT_/u, '');
}
