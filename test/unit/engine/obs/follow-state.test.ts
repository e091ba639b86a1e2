import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { followState } from '../../../../src/engine/obs/follow-state.ts';
import type { ObsConnection } from '../../../../src/engine/obs/obs-connection.ts';
import type { ObsState } from '../../../../src/engine/obs/obs-state.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

const ANSWERS: Readonly<Record<string, object>> = {
  GetCurrentProgramScene: { currentProgramSceneName: 'Main' },
  GetInputList: { inputs: [] },
  GetStreamStatus: { outputActive: false, outputReconnecting: false },
  GetRecordStatus: { outputActive: false, outputPaused: false, outputDuration: 0 },
};

/** An OBS that does nothing, and tells what it is told to tell. */
async function follow() {
  const clock = new ManualClock();
  const over = new AbortController();
  const handlers = new Map<string, (event: never) => void>();
  const states: ObsState[] = [];
  const connection: ObsConnection = {
    versions: { obs: '32.2.2', webSocket: '5.7.4' },
    knows: () => true,
    call: ((type: string) => Promise.resolve(ANSWERS[type])) as unknown as ObsConnection['call'],
    on: (name, handler) => void handlers.set(name, handler),
    over: over.signal,
    close: (reason) => over.abort(reason),
  };
  await followState(connection, clock, (state) => states.push(state));
  const tellRecord = (word: string): void =>
    handlers.get('RecordStateChanged')?.({ outputState: `OBS_WEBSOCKET_OUTPUT_${word}` } as never);
  return { clock, connection, states, tellRecord };
}

describe('an output that says that it starts', () => {
  it('and nothing after that has not started', async () => {
    const { clock, states, tellRecord } = await follow();
    tellRecord('STARTING');
    await clock.advance(9999);
    expect(states.at(-1)?.record).toBe('starting');
    await clock.advance(1);
    expect(states.at(-1)?.record).toBe('stopped');
  });

  it('and then that it has is not asked for', async () => {
    const { clock, states, tellRecord } = await follow();
    tellRecord('STARTING');
    tellRecord('STARTED');
    await clock.advance(60_000);
    expect(states.map(({ record }) => record)).toEqual(['stopped', 'starting', 'recording']);
  });

  it('is not asked for where the connection is over', async () => {
    const { clock, connection, states, tellRecord } = await follow();
    tellRecord('STARTING');
    connection.close(new EngineError('obs-unreachable', 'It is over.'));
    await clock.advance(60_000);
    expect(states.map(({ record }) => record)).toEqual(['stopped', 'starting']);
  });
});
