import { DEFAULT_CONDITIONING } from '../../src/engine/audio/conditioning/conditioning-settings.ts';
import { createFileCapture } from '../../src/engine/audio/file-capture.ts';
import { Engine } from '../../src/engine/engine.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { listenerOutput } from '../../test/support/listener-output.ts';
import { demoConfig } from '../../test/support/run-engine.ts';
import { recognizerWith } from '../../test/support/recognizer-settings.ts';
import { realModel } from '../../test/support/speech/recordings.ts';
import { files, silentLog } from '../live-run.ts';

/** `files`: finals only, as fast as it goes. `live`: as from a microphone, at its own speed, with partials. */
export type HearingForm = 'files' | 'live';

/** By which weights, and how. */
export interface Hearing {
  readonly model: string;
  readonly form: HearingForm;
}

/** A sound and the language to listen for. */
export interface HeardSound {
  /** Unique. */
  readonly id: string;
  readonly file: string;
  /** BCP-47 or `auto`. */
  readonly language: string;
}

/** What was kept from the captions of a sound: a final decode that was refused or shortened, as it was heard. */
export interface KeptBack {
  readonly text: string;
  readonly reasons: readonly string[];
}

/** What came of a sound. */
export interface HearingResult {
  readonly finals: readonly string[];
  /** Whether anything was shown at any time. */
  readonly shown: boolean;
  readonly keptBack: readonly KeptBack[];
}

/** Live sources that share a recogniser shed what they would have by themselves: speech is then heard one by one. */
export async function hearSpeech(
  sounds: readonly HeardSound[],
  how: Hearing,
): Promise<ReadonlyMap<string, HearingResult>> {
  if (how.form === 'files') return hearAll(sounds, how);
  const results = new Map<string, HearingResult>();
  for (const sound of sounds) for (const [id, result] of await hearAll([sound], how)) results.set(id, result);
  return results;
}

/** Hears sounds in one run, all at once, as sources of live devices sound: with high-pass and automatic gain. */
export async function hearAll(
  sounds: readonly HeardSound[],
  { model, form }: Hearing,
): Promise<ReadonlyMap<string, HearingResult>> {
  const results = new Map(
    sounds.map(({ id }) => [id, { finals: [] as string[], shown: false, keptBack: [] as KeptBack[] }]),
  );
  const sources = sounds.map(({ id, file, language }) => ({
    id,
    capture: createFileCapture({ path: file, pace: form === 'live' ? 'real-time' : 'unpaced', clock: systemClock }),
    language,
    conditioning: DEFAULT_CONDITIONING,
  }));
  const config = demoConfig(sources, {
    recognizer: recognizerWith({ model: realModel(model) }),
    partials: form === 'live',
  });
  const heard = listenerOutput((output) => {
    const result = 'sourceId' in output ? results.get(output.sourceId) : undefined;
    if (!result) return;
    if (output.type === 'transcript-final') result.finals.push(output.text);
    if (output.type === 'transcript-final' || output.type === 'transcript-partial') result.shown = true;
  });
  const debug = (_message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    const { utterance, text, reasons } = fields;
    if (typeof utterance !== 'string' || typeof text !== 'string' || !Array.isArray(reasons)) return;
    results.get(utterance.replace(/-[\d.]+$/u, ''))?.keptBack.push({ text, reasons: reasons.map(String) });
  };
  const engine = new Engine(config, { files, log: { ...silentLog, debug }, outputs: [heard] });
  try {
    await engine.start();
    await engine.run();
    await engine.close();
    return results;
  } finally {
    await engine.close();
  }
}
