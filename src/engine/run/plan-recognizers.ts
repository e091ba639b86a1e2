import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { EngineError } from '../errors.ts';
import type { Logger } from '../log.ts';
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

interface PlanOptions {
  readonly files: RuntimeFiles;
  /** Recognisers that do not come with the program. */
  readonly added: readonly RecognizerDefinition[];
  readonly log: Logger;
}

/**
 * Finds the recogniser for the model that is wanted. Models of added ones are written `name:…`. All others belong to those
 * of the table that take them: to the one that is set, else to the first one that suits this computer.
 * @throws EngineError `model-missing` or `model-unsupported`, and what the recogniser says.
 */
export async function planRecognizers(
  recognizer: RecognizerSettings,
  { files, added, log }: PlanOptions,
): Promise<PlannedRecognizers> {
  const { model, replicas, library } = recognizer;
  const named = added.find(({ name }) => model === name || model.startsWith(`${name}:`));
  const wanted: WantedModel = named
    ? { type: 'named', text: model.slice(named.name.length + 1) }
    : await lookAtModel(await speechModelPlace(model, files), files.assets);
  const candidates = (named ? [named] : Object.values(BUILT_IN_RECOGNIZERS)).flatMap(
    (definition: RecognizerDefinition) => {
      const settings = partOf(recognizer, definition);
      const plan = definition.plan(wanted, { settings, replicas, threads: defaultThreads(), files });
      return plan ? [{ ...plan, definition, module: moduleOf(definition, files) }] : [];
    },
  );
  const allowed = candidates.filter(({ definition }) => library === 'auto' || definition.name === library);
  const [only, ...others] = allowed;
  if (!only) throw untaken(model, library, candidates);
  return others.length === 0 ? only : bestOf(allowed, only, log);
}

/** The first one that suits this computer. Where none does, the first of all: it says itself what is wrong. */
async function bestOf(
  candidates: readonly PlannedRecognizers[],
  first: PlannedRecognizers,
  log: Logger,
): Promise<PlannedRecognizers> {
  const passedOver: string[] = [];
  for (const candidate of candidates) {
    const { definition, module, ...plan } = candidate;
    const suited = definition.suits ? await definition.suits(plan, log) : plan;
    if (suited) {
      if (passedOver.length > 0) log.info(`${definition.name} runs the speech model.`, { passedOver });
      return { ...suited, definition, module };
    }
    passedOver.push(definition.name);
  }
  return first;
}

function untaken(model: string, library: string, candidates: readonly PlannedRecognizers[]): EngineError {
  const names = candidates.map(({ definition }) => definition.name).join(' or ');
  const who = library === 'auto' ? 'No recogniser takes' : `${library} does not take`;
  return new EngineError('model-unsupported', `${who} the model ${model}.`, {
    hint:
      names === ''
        ? 'Of the models of sherpa-onnx, Whisper and those that stream are taken.'
        : `Leave --recognizer out, or use ${names}.`,
    stage: 'transcription',
  });
}

function moduleOf({ name, module }: RecognizerDefinition, files: RuntimeFiles): string {
  return module ?? pathToFileURL(path.join(files.recognizers, `${name}.js`)).href;
}
