import { expect, it } from 'vitest';
import { BUILT_IN_BACKENDS } from '../../../../../src/engine/audio/devices/built-in-backends.ts';
import { createBackends } from '../../../../../src/engine/audio/devices/create-backends.ts';
import { systemClock } from '../../../../../src/engine/pipeline/clock.ts';
import { dummyBackend } from '../../../../support/audio/dummy-backend.ts';

it('are tried in the order of their table, those that are added last', () => {
  const added = [dummyBackend(new Float32Array(0))];
  const backends = createBackends({ clock: systemClock, childEntry: '', added });
  expect(backends.map(({ name }) => name)).toEqual(['pulse', 'naudiodon', 'decibri', 'dummy']);
});

it('tell why they are of no use on a machine without their programs', async () => {
  const { signal } = new AbortController();
  const tools = { clock: systemClock, childEntry: '', environment: { PATH: '' }, signal };
  expect(await BUILT_IN_BACKENDS.pulse.probe(tools)).toMatchObject({
    available: false,
    reason: expect.stringMatching(/not installed|Linux only/u) as string,
  });
});
