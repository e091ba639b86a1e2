import { inputNames } from './listed-names.ts';
import type { ObsCall } from './obs-connection.ts';
import type { ObsState } from './obs-state.ts';
import { isRefusal, STATUS } from './request-fault.ts';

/** No recording is longer: OBS 29 tells nonsense where one before was paused, such as centuries. In milliseconds. */
const LONGEST_RECORDING_MS = 30 * 24 * 3_600_000;

/** What OBS does now. @throws EngineError where it does not say. */
export async function readState(call: ObsCall): Promise<ObsState> {
  const { currentProgramSceneName: scene } = await call('GetCurrentProgramScene');
  const inputs = await inputNames(call);
  const muted: string[] = [];
  for (const name of inputs) if (await isMuted(call, name)) muted.push(name);
  const stream = await call('GetStreamStatus');
  const record = await call('GetRecordStatus');
  return {
    scene,
    inputs,
    muted,
    stream: stream.outputReconnecting ? 'reconnecting' : stream.outputActive ? 'live' : 'stopped',
    record: record.outputPaused ? 'paused' : record.outputActive ? 'recording' : 'stopped',
    recordedMs: record.outputDuration <= LONGEST_RECORDING_MS ? record.outputDuration : 0,
  };
}

/** Pictures have no sound, and an input may be gone meanwhile. */
async function isMuted(call: ObsCall, inputName: string): Promise<boolean> {
  try {
    const { inputMuted } = await call('GetInputMute', { inputName });
    return inputMuted;
  } catch (error) {
    if (isRefusal(error, STATUS.wrongState) || isRefusal(error, STATUS.notFound)) return false;
    throw error;
  }
}
