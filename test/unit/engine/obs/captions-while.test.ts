import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../src/config/parse-config.ts';
import { missingInputs, whyWaiting } from '../../../../src/engine/obs/captions-while.ts';
import type { ObsState } from '../../../../src/engine/obs/obs-state.ts';

const STATE: ObsState = {
  scene: 'Game',
  inputs: ['Mic/Aux', 'Music'],
  muted: ['Music'],
  stream: 'stopped',
  record: 'stopped',
  recordedMs: 0,
};

describe('captions', () => {
  it.each([
    [[], STATE, undefined],
    [[], undefined, undefined],
    [['unmuted:Mic/Aux'], STATE, undefined],
    [['unmuted:Music'], STATE, 'the input is muted'],
    [['unmuted:Mic/Aux', 'unmuted:Music'], STATE, 'the input is muted'],
    [['unmuted:Mic'], STATE, 'OBS has no such input'],
    [['unmuted:Mic/Aux'], undefined, 'it is not known what OBS does'],
    [['scene:Game'], STATE, undefined],
    [['scene:Pause', 'scene:Game'], STATE, undefined],
    [['scene:Pause'], STATE, 'another scene is shown'],
    [['live'], STATE, 'no stream is live'],
    [['live'], { ...STATE, stream: 'live' }, undefined],
    [['live'], { ...STATE, stream: 'reconnecting' }, undefined],
    [['recording'], { ...STATE, record: 'paused' }, 'nothing is recorded'],
    [['recording'], { ...STATE, record: 'recording' }, undefined],
    [['live', 'recording'], { ...STATE, record: 'recording' }, 'no stream is live'],
  ] as const)('for %j', (conditions, state, why) => {
    expect(whyWaiting(conditions, state)).toBe(why);
  });

  it('name the inputs that OBS does not have', () => {
    expect(missingInputs(['unmuted:Mic', 'scene:Talk', 'unmuted:Music'], STATE)).toEqual(['Mic']);
  });

  it.each(['muted:Mic', 'unmuted:', 'scene', 'streaming', ''])('have no condition %j', (condition) => {
    expect(() => parseConfig({ obs: { captionsWhile: [condition] } })).toThrow(
      'is not unmuted:NAME, scene:NAME, live or recording',
    );
  });
});
