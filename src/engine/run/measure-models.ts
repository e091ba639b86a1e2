import { EngineError, toEngineError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { systemClock } from '../pipeline/clock.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import { keepMeasure, thisComputer } from '../transcription/measured/kept-measures.ts';
import type { Measure } from '../transcription/measured/measure.ts';
import { measureRecognizer, type MeasuredClip } from '../transcription/measured/measure-recognizer.ts';
import { modelFingerprint } from '../transcription/measured/model-fingerprint.ts';
import type { ProcessorChoice } from '../transcription/recognizer-definition.ts';
import type { RecognizerSettings } from '../transcription/settings.ts';
import { candidatesFor, type PlannedRecognizers } from './plan-recognizers.ts';
import { programVersion } from './program-version.ts';

interface MeasureTools {
  readonly files: RuntimeFiles;
  readonly clips: readonly MeasuredClip[];
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** A model that can be measured, with all that can run it. */
export interface MeasurableModel {
  /** As the user wrote it. */
  readonly model: string;
  /** True where it is the one that comes with the program. */
  readonly isBundled: boolean;
  readonly fingerprint: string;
  readonly candidates: readonly PlannedRecognizers[];
}

/** What is told while models are measured. */
export type MeasureEvent = { readonly model: string; readonly isBundled: boolean; readonly recognizer: string } & (
  | { readonly type: 'begun'; readonly processor: ProcessorChoice }
  /** `unkept`: why it could not be kept for later starts. */
  | { readonly type: 'measured'; readonly measure: Measure; readonly unkept?: EngineError }
  | { readonly type: 'failed'; readonly error: EngineError }
);

/**
 * Looks at a model before anything is measured.
 * @throws EngineError `model-missing`, `model-unsupported`; `usage` where it does not run on this computer.
 */
export async function measurableModel(recognizer: RecognizerSettings, files: RuntimeFiles): Promise<MeasurableModel> {
  const { model } = recognizer;
  const { wanted, candidates } = await candidatesFor({ ...recognizer, replicas: 1 }, { files, added: [] });
  const fingerprint = await modelFingerprint(wanted);
  if (fingerprint === undefined) {
    throw new EngineError('usage', `${model} cannot be measured: it is a server, not a model on this computer.`, {
      hint: 'Give folders or files of speech models, or demo.',
      stage: 'transcription',
    });
  }
  if (candidates.length === 0) {
    throw new EngineError('model-unsupported', `No recogniser takes the model ${model}.`, { stage: 'transcription' });
  }
  return { model, isBundled: wanted.type === 'bundled', fingerprint, candidates };
}

/**
 * Measures models one after the other, by each recogniser that takes them and on each processor that it could compute on.
 * Each measure is kept in the cache folder, where later starts find it.
 * @throws the reason of the signal where that aborts.
 */
export async function* measureModels(
  models: readonly MeasurableModel[],
  tools: MeasureTools,
): AsyncGenerator<MeasureEvent, void, undefined> {
  for (const model of models)
    for (const candidate of model.candidates) yield* measureCandidate(model, candidate, tools);
}

async function* measureCandidate(
  { model, isBundled, fingerprint }: MeasurableModel,
  { definition, module, configs: [config = {}] }: PlannedRecognizers,
  { files, clips, log, signal }: MeasureTools,
): AsyncGenerator<MeasureEvent, void, undefined> {
  const about = { model, isBundled, recognizer: definition.name };
  const found = (await definition.processors?.(config, log)) ?? [];
  const devices = new Set<string>();
  // Where nothing is found, its host says what is wrong.
  for (const { processor, config: loaded } of found.length === 0 ? [{ processor: {}, config }] : found) {
    yield { ...about, type: 'begun', processor };
    try {
      const options = { entry: files.recognizerHost, module, config: loaded, clips, log, signal };
      const measure = await measureRecognizer({ ...options, recognizer: definition.name, clock: systemClock });
      // A GPU that did not take the model has left it to another processor.
      if (devices.has(measure.device)) continue;
      devices.add(measure.device);
      const place = { model: fingerprint, program: await programVersion(files), computer: thisComputer() };
      const unkept = await keepMeasure(files.cache, { ...measure, processor, ...place }).then(
        () => undefined,
        (error: unknown) => notKept(files.cache, error),
      );
      yield { ...about, type: 'measured', measure, ...(unkept ? { unkept } : {}) };
    } catch (error) {
      signal.throwIfAborted();
      yield { ...about, type: 'failed', error: toEngineError(error) };
    }
  }
}

function notKept(folder: string, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const why = (error as NodeJS.ErrnoException).code ?? 'for an unknown reason';
  return new EngineError('output-unwritable', `The measures cannot be kept in the cache folder ${folder} (${why}).`, {
    hint: 'Check the permissions and the free space of the folder; without measures, auto does not know which recogniser is faster.',
    cause: error,
  });
}
