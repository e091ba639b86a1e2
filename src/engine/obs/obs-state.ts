/** What the stream does. Of use is its state alone: that OBS has said yes to a request means nothing. */
export type StreamState = 'stopped' | 'starting' | 'live' | 'reconnecting' | 'stopping';

/** What the recording does. */
export type RecordState = 'stopped' | 'starting' | 'recording' | 'paused' | 'stopping';

/** What OBS does at one moment. */
export interface ObsState {
  /** Name of the scene that viewers see. */
  readonly scene: string;
  /** Names of all inputs. */
  readonly inputs: readonly string[];
  /** Names of the inputs that are muted. */
  readonly muted: readonly string[];
  readonly stream: StreamState;
  readonly record: RecordState;
  /** How much the recording that ran when the state was read held then, in milliseconds; 0 where none ran, or OBS does not know. */
  readonly recordedMs: number;
}

/** Something that OBS has told of itself. */
export type ObsChange =
  | { readonly type: 'scene'; readonly scene: string; readonly formerly?: string }
  | { readonly type: 'mute'; readonly input: string; readonly muted: boolean }
  | { readonly type: 'input-created'; readonly input: string }
  | { readonly type: 'input-renamed'; readonly input: string; readonly name: string }
  | { readonly type: 'input-removed'; readonly input: string }
  | { readonly type: 'stream'; readonly stream: StreamState }
  | {
      readonly type: 'record';
      readonly record: RecordState;
      /** The file, where OBS tells it: as a recording has started or stopped. */
      readonly path?: string;
    }
  /** The recording goes on in another file. */
  | { readonly type: 'record-file'; readonly path: string };

/** The state after a change. The same change once more changes nothing. */
export function afterChange(state: ObsState, change: ObsChange): ObsState {
  switch (change.type) {
    case 'scene':
      // A scene that has another name now, and may be another one than that which is seen.
      return change.formerly === undefined || change.formerly === state.scene
        ? { ...state, scene: change.scene }
        : state;
    case 'mute': {
      const others = without(state.muted, change.input);
      return { ...state, muted: change.muted ? [...others, change.input] : others };
    }
    case 'input-created':
      return { ...state, inputs: [...without(state.inputs, change.input), change.input] };
    case 'input-renamed': {
      const renamed = (name: string): string => (name === change.input ? change.name : name);
      return { ...state, inputs: state.inputs.map(renamed), muted: state.muted.map(renamed) };
    }
    case 'input-removed':
      return { ...state, inputs: without(state.inputs, change.input), muted: without(state.muted, change.input) };
    case 'stream':
      return { ...state, stream: change.stream };
    case 'record':
      return { ...state, record: change.record };
    case 'record-file':
      return state;
  }
}

function without(names: readonly string[], other: string): readonly string[] {
  return names.filter((name) => name !== other);
}

/** In a few words, such as `scene "Game", live, recording paused, muted: Mic`. */
export function describeState(state: ObsState): string {
  const { scene, muted } = state;
  const outputs = describeOutputs(state);
  return [
    `scene "${scene}"`,
    ...(outputs === '' ? [] : [outputs]),
    ...(muted.length === 0 ? [] : [`muted: ${muted.join(', ')}`]),
  ].join(', ');
}

/** The same without names, which are nobody's business on other devices; empty where nothing is streamed or recorded. */
export function describeOutputs({ stream, record }: Pick<ObsState, 'stream' | 'record'>): string {
  return [...(stream === 'stopped' ? [] : [STREAM[stream]]), ...(record === 'stopped' ? [] : [RECORD[record]])].join(
    ', ',
  );
}

const STREAM: Readonly<Record<Exclude<StreamState, 'stopped'>, string>> = {
  starting: 'the stream starts',
  live: 'live',
  reconnecting: 'the stream is lost and connects again',
  stopping: 'the stream ends',
};

const RECORD: Readonly<Record<Exclude<RecordState, 'stopped'>, string>> = {
  starting: 'the recording starts',
  recording: 'recording',
  paused: 'recording paused',
  stopping: 'the recording ends',
};
