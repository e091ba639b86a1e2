import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { EngineError } from '../errors.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import { partOf } from '../settings-section.ts';
import { BUILT_IN_RECOGNIZERS } from '../transcription/built-in-recognizers.ts';
import { defaultThreads } from '../transcription/default-threads.ts';
import type { HostPlan, RecognizerDefinition } from '../transcription/recognizer-definition.ts';
import type { RecognizerSettings } from '../transcription/settings.ts';
import { lookAtModel, type WantedModel } from '../transcription/wanted-model.ts';
import { speechModelPlace } from './speech-model-place.ts';

/** Which recogniser listens, and what its hosts load. */
interface PlannedRecognizers extends HostPlan<object> {
  readonly definition: RecognizerDefinition;
  /** URL of the `RecognizerModule`. */
  readonly module: string;
}

/**
 * Finds the recogniser for the model that is wanted. Models of added ones are written `name:…`, all others belong to the
 * first one of the table that takes them.
 * @throws EngineError `model-missing` or `model-unsupported`, and what the recogniser says.
 */
export async function planRecognizers(
  recognizer: RecognizerSettings,
  files: RuntimeFiles,
  added: readonly RecognizerDefinition[],
): Promise<PlannedRecognizers> {
  const { model, replicas } = recognizer;
  const plan = (definition: RecognizerDefinition, wanted: WantedModel): PlannedRecognizers | undefined => {
    const settings = partOf(recognizer, definition);
    const planned = definition.plan(wanted, { settings, replicas, threads: defaultThreads(), files });
    return planned && { ...planned, definition, module: moduleOf(definition, files) };
  };
  const named = added.find(({ name }) => model === name || model.startsWith(`${name}:`));
  const candidates = named ? [named] : Object.values(BUILT_IN_RECOGNIZERS);
  const wanted: WantedModel = named
    ? { type: 'named', text: model.slice(named.name.length + 1) }
    : await lookAtModel(await speechModelPlace(model, files), files.assets);
  for (const candidate of candidates) {
    const planned = plan(candidate, wanted);
    if (planned) return planned;
  }
  throw new EngineError('model-unsupported', `No recogniser takes the model ${model}.`, { stage: 'transcription' });
}

function moduleOf({ name, module }: RecognizerDefinition, files: RuntimeFiles): string {
  return module ?? pathToFileURL(path.join(files.recognizers, `${name}.js`)).href;
}
