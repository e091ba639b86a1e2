import { describe, expect, it } from 'vitest';
import { listenForChanges } from '../../../../src/engine/obs/obs-changes.ts';
import type { ObsConnection } from '../../../../src/engine/obs/obs-connection.ts';
import { afterChange, describeState, type ObsChange, type ObsState } from '../../../../src/engine/obs/obs-state.ts';

const QUIET: ObsState = {
  scene: 'Main',
  inputs: ['Mic', 'Music', 'Game'],
  muted: [],
  stream: 'stopped',
  record: 'stopped',
  recordedMs: 0,
};

type Emit = (name: string, event: object) => void;

/** What changes follow from events. */
function changesOf(tell: (emit: Emit) => void): readonly ObsChange[] {
  const handlers = new Map<string, (event: never) => void>();
  const changes: ObsChange[] = [];
  const on: ObsConnection['on'] = (name, handler) => void handlers.set(name, handler);
  listenForChanges({ on }, (change) => changes.push(change));
  tell((name, event) => handlers.get(name)?.(event as never));
  return changes;
}

function stateAfter(tell: (emit: Emit) => void, before: ObsState = QUIET): ObsState {
  return changesOf(tell).reduce(afterChange, before);
}

const output = (word: string, outputActive: boolean): object => ({
  outputActive,
  outputState: `OBS_WEBSOCKET_OUTPUT_${word}`,
});

describe('what OBS does', () => {
  it.each([
    ['STARTING', false, 'starting'],
    ['STARTED', true, 'live'],
    // OBS says that it is inactive, while viewers wait for it to come back.
    ['RECONNECTING', false, 'reconnecting'],
    ['RECONNECTED', true, 'live'],
    ['STOPPING', false, 'stopping'],
    ['STOPPED', false, 'stopped'],
  ])('is of a stream that is %s (active: %s) %s', (word, active, stream) => {
    expect(stateAfter((emit) => emit('StreamStateChanged', output(word, active))).stream).toBe(stream);
  });

  it.each([
    ['STARTED', true, 'recording'],
    ['PAUSED', false, 'paused'],
    ['RESUMED', true, 'recording'],
    ['STOPPED', false, 'stopped'],
  ])('is of a recording that is %s (active: %s) %s', (word, active, record) => {
    expect(stateAfter((emit) => emit('RecordStateChanged', output(word, active))).record).toBe(record);
  });

  it('is told with the file of a recording, where OBS tells it', () => {
    const told = changesOf((emit) => {
      emit('RecordStateChanged', { ...output('STARTING', false), outputPath: null });
      emit('RecordStateChanged', { ...output('STARTED', true), outputPath: '/videos/a.mkv' });
      emit('RecordFileChanged', { newOutputPath: '/videos/b.mkv' });
    });
    expect(told).toEqual([
      { type: 'record', record: 'starting' },
      { type: 'record', record: 'recording', path: '/videos/a.mkv' },
      { type: 'record-file', path: '/videos/b.mkv' },
    ]);
  });

  it('leaves out states that it does not know', () => {
    for (const word of ['UNKNOWN', 'constructor', '__proto__']) {
      expect(changesOf((emit) => emit('StreamStateChanged', output(word, true)))).toEqual([]);
      expect(changesOf((emit) => emit('RecordStateChanged', output(word, true)))).toEqual([]);
    }
  });

  it('follows scenes, and the names of scenes', () => {
    expect(stateAfter((emit) => emit('CurrentProgramSceneChanged', { sceneName: 'Game' })).scene).toBe('Game');
    const renamed = (oldSceneName: string): ObsState =>
      stateAfter((emit) => emit('SceneNameChanged', { oldSceneName, sceneName: 'Home' }));
    expect(renamed('Main').scene).toBe('Home');
    expect(renamed('Other').scene).toBe('Main');
  });

  it('follows the names of muted inputs, and their end', () => {
    const mute = (emit: Emit, inputName: string, inputMuted: boolean): void =>
      emit('InputMuteStateChanged', { inputName, inputMuted });
    const state = stateAfter((emit) => {
      mute(emit, 'Mic', true);
      mute(emit, 'Mic', true);
      mute(emit, 'Music', true);
      mute(emit, 'Game', true);
      mute(emit, 'Game', false);
      emit('InputNameChanged', { oldInputName: 'Mic', inputName: 'Voice' });
      emit('InputRemoved', { inputName: 'Music' });
      emit('InputCreated', { inputName: 'Alerts' });
    });
    expect(state).toMatchObject({ inputs: ['Voice', 'Game', 'Alerts'], muted: ['Voice'] });
  });

  it('is told in a few words', () => {
    expect(describeState(QUIET)).toBe('scene "Main"');
    expect(describeState({ ...QUIET, scene: 'A', muted: ['Mic'], stream: 'live', record: 'paused' })).toBe(
      'scene "A", live, recording paused, muted: Mic',
    );
  });
});
