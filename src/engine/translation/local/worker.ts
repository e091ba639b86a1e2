import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import fxtranslate from 'fxtranslate';
import { toEngineError, type EngineError } from '../../errors.ts';
import { damagedModel } from './model-files.ts';
import type { ModelFiles, WorkerMessage, WorkerRequest } from './worker-protocol.ts';

type Model = InstanceType<typeof fxtranslate.Translator>;

/**
 * The thread that runs Firefox's translation library, which is synchronous: it blocks for the whole of a sentence. Nothing
 * is caught here but the library's own failures; whatever else goes wrong ends the thread, and its owner starts another.
 */
function serve(): void {
  if (!parentPort) throw new Error('The translation worker was not started as a worker thread.');
  const port = parentPort;
  const models = new Map<string, Model>();
  const say = (message: WorkerMessage): void => port.postMessage(message);
  port.on('message', (request: WorkerRequest) => {
    if (request.type === 'translate') {
      say(answer(request, models));
      return;
    }
    models.get(request.modelFile)?.free();
    models.delete(request.modelFile);
  });
  say({ type: 'ready' });
}

type TranslateRequest = Extract<WorkerRequest, { type: 'translate' }>;

function answer({ id, model: files, text }: TranslateRequest, models: Map<string, Model>): WorkerMessage {
  let cause: 'model' | 'text' = 'model';
  try {
    const known = models.get(files.modelFile);
    if (known) {
      cause = 'text';
      return { type: 'translated', id, text: known.translate_long(text) };
    }
    const { model, bytes: loadedBytes } = load(files, models);
    cause = 'text';
    return { type: 'translated', id, text: model.translate_long(text), loadedBytes };
  } catch (error) {
    const failure = cause === 'model' ? refusedModel(files, error) : brokenOver(files, error);
    // A WebAssembly trap leaves the library's memory in an unknown state, for all models.
    const fatal = error instanceof Error && error.name === 'RuntimeError';
    return { type: 'failed', id, error: failure.toJSON(), fatal };
  }
}

/** The library's own words can be told: it has seen the files, and no text yet. */
function refusedModel({ pair, modelFile }: ModelFiles, error: unknown): EngineError {
  const reason = error instanceof Error ? error.message : String(error);
  return damagedModel(pair, modelFile, `was refused by the library (${reason})`);
}

function brokenOver({ pair }: ModelFiles, error: unknown): EngineError {
  return toEngineError(error, {
    code: 'translator-failed',
    who: `The translation model ${pair}`,
    stage: 'translation',
    hint: 'If this happens again, replace the folder of the model with a fresh copy.',
  });
}

/** Loads a model. All models of a thread share one memory, which grows only where freed models left no room. */
function load(files: ModelFiles, models: Map<string, Model>): { readonly model: Model; readonly bytes: number } {
  const weights = readFileSync(files.modelFile);
  const source = readFileSync(files.sourceVocabularyFile);
  const shared = files.targetVocabularyFile === files.sourceVocabularyFile;
  const target = shared ? source : readFileSync(files.targetVocabularyFile);
  const [other] = models.values();
  const before = other?.linearMemoryBytes() ?? 0;
  const model = new fxtranslate.Translator(weights, source, target);
  models.set(files.modelFile, model);
  return { model, bytes: Math.max(weights.length, model.linearMemoryBytes() - before) };
}

serve();
