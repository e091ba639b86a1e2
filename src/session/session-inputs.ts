import type { Config } from '../config/schema.ts';
import { createBackends } from '../engine/audio/devices/create-backends.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import type { StatusNotice } from '../protocol/status.ts';
import { openInputs, type OpenInput } from './inputs.ts';
import type { SessionTools } from './session-tools.ts';

interface SessionInputTools extends Pick<SessionTools, 'stdin' | 'audioBackends'> {
  readonly files: RuntimeFiles;
  readonly onNotice: (notice: StatusNotice) => void;
}

/** The inputs of a configuration, of this computer. */
export function openSessionInputs(
  { audio, recognizer }: Pick<Config, 'audio' | 'recognizer'>,
  { stdin = process.stdin, audioBackends = [], files, onNotice }: SessionInputTools,
): readonly OpenInput[] {
  const backends = createBackends({ clock: systemClock, childEntry: files.audioChild, added: audioBackends });
  return openInputs(audio, { stdin, spoken: recognizer.language, backends, onNotice });
}
