import type { ObsState } from './obs-state.ts';

/** How a condition is written: `unmuted:NAME`, `scene:NAME`, `live` or `recording`. */
export const CONDITION = /^(?:unmuted:.+|scene:.+|live|recording)$/su;

/**
 * Why captions wait, as a clause without names, which are nobody's business on other devices; undefined where they go on.
 * Of several scenes one is enough; all else must hold. What is not known does not hold.
 * @param conditions as `CONDITION` has them; captions always go on where there are none.
 * @param state what OBS does; undefined while that is not known.
 */
export function whyWaiting(conditions: readonly string[], state: ObsState | undefined): string | undefined {
  if (conditions.length === 0) return undefined;
  if (!state) return 'it is not known what OBS does';
  if (missingInputs(conditions, state).length > 0) return 'OBS has no such input';
  if (inputsOf(conditions).some((input) => state.muted.includes(input))) return 'the input is muted';
  const scenes = scenesOf(conditions);
  if (scenes.length > 0 && !scenes.includes(state.scene)) return 'another scene is shown';
  // A stream that connects again is one that viewers wait for.
  if (conditions.includes('live') && state.stream !== 'live' && state.stream !== 'reconnecting')
    return 'no stream is live';
  if (conditions.includes('recording') && state.record !== 'recording') return 'nothing is recorded';
  return undefined;
}

/** Inputs that are to be unmuted and that OBS does not have. */
export function missingInputs(conditions: readonly string[], { inputs }: Pick<ObsState, 'inputs'>): readonly string[] {
  return inputsOf(conditions).filter((input) => !inputs.includes(input));
}

/** Scenes that are to be shown. */
export function scenesOf(conditions: readonly string[]): readonly string[] {
  return namesOf(conditions, 'scene:');
}

function inputsOf(conditions: readonly string[]): readonly string[] {
  return namesOf(conditions, 'unmuted:');
}

function namesOf(conditions: readonly string[], kind: string): readonly string[] {
  return conditions.filter((text) => text.startsWith(kind)).map((text) => text.slice(kind.length));
}
