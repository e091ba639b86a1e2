import { expect, it } from 'vitest';
import type { ObsCall } from '../../../../src/engine/obs/obs-connection.ts';
import { readState } from '../../../../src/engine/obs/read-state.ts';

function answersWith(outputDuration: number): ObsCall {
  const answers: Readonly<Record<string, object>> = {
    GetCurrentProgramScene: { currentProgramSceneName: 'Main' },
    GetInputList: { inputs: [] },
    GetStreamStatus: { outputActive: false, outputReconnecting: false },
    GetRecordStatus: { outputActive: true, outputPaused: false, outputDuration },
  };
  return ((type: string) => Promise.resolve(answers[type])) as unknown as ObsCall;
}

it('takes how long a recording is from OBS, where that can be', async () => {
  expect(await readState(answersWith(61_000))).toMatchObject({ record: 'recording', recordedMs: 61_000 });
  expect(await readState(answersWith(9_196_350_439_090))).toMatchObject({ record: 'recording', recordedMs: 0 });
});
