import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import fxtranslate from 'fxtranslate';
import type { ModelFiles, WorkerMessage, WorkerRequest } from './worker-protocol.ts';

type Model = InstanceType<typeof fxtranslate.Translator>;

/**
 * The thread that runs Firefox's translation engine, which is synchronous: it blocks for the whole of a sentence. Nothing
 * is caught here but the engine's own failures; whatever else goes wrong ends the thread, and its owner starts another.
 */
function serve(): void {
  if (!parentPort) throw new Error('The translation worker was not started as a worker thread.');
  const port = parentPort;
  const models = new Map<string, Model>();
  const say = (message: WorkerMessage): void => port.postMessage(message);
  port.on('message', (request: WorkerRequest) => say(answer(request, models)));
  say({ type: 'ready' });
}

function answer({ id, model: files, text }: WorkerRequest, models: Map<string, Model>): WorkerMessage {
  let cause: 'model' | 'text' = 'model';
  try {
    const model = models.get(files.modelFile) ?? load(files);
    models.set(files.modelFile, model);
    cause = 'text';
    return { type: 'translated', id, text: model.translate_long(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // A WebAssembly trap leaves the engine's memory in an unknown state, for all models.
    return { type: 'failed', id, cause, reason, fatal: error instanceof Error && error.name === 'RuntimeError' };
  }
}

function load({ modelFile, vocabularyFile }: ModelFiles): Model {
  const vocabulary = readFileSync(vocabularyFile);
  return new fxtranslate.Translator(readFileSync(modelFile), vocabulary, vocabulary);
}

serve();
