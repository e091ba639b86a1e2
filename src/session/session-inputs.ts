import type { Config } from '../config/schema.ts';
import { createBackends } from '../engine/audio/devices/create-backends.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { StatusNotice } from '../protocol/status.ts';
import { findRuntimeFiles } from './find-runtime-files.ts';
import { openInputs, type OpenInput } from './inputs.ts';
import type { SessionTools } from './session-tools.ts';

/** What a session hears by its settings, with the sound devices of this computer. */
export function openSessionInputs(
  { audio, recognizer }: Config,
  { stdin = process.stdin, files = findRuntimeFiles(), audioBackends = [] }: SessionTools,
  onNotice: (notice: StatusNotice) => void,
): OpenInput[] {
  return openInputs(audio, {
    stdin,
    spoken: recognizer.language,
    backends: createBackends({ clock: systemClock, childEntry: files.audioChild, added: audioBackends }),
    onNotice,
  });
}
