import type { Worker } from 'node:worker_threads';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { LoadedModels } from './loaded-models.ts';
import type { TranslationModel } from './model-files.ts';
import { TranslationWorker, type ModelRequest } from './translation-worker.ts';

interface TranslationWorkersOptions {
  /** Starts one thread of `worker.ts`, with its output captured. */
  readonly startThread: () => Worker;
  readonly clock: Clock;
  readonly log: Logger;
  /** Threads at most. They start when they are needed. */
  readonly threads: number;
  /** Models in memory at most, in all threads together. */
  readonly mostModels: number;
  /** After so long without use a model leaves the memory, in milliseconds. */
  readonly idleMs: number;
}

/**
 * Some threads that share the models: each model is in one of them, so that it is in memory once. Several target
 * languages are translated side by side. A thread without models ends.
 */
export class TranslationWorkers {
  readonly #workers: readonly TranslationWorker[];
  readonly #loaded: LoadedModels;
  /** Which thread a model belongs to, loaded or not, by the file of the model. */
  readonly #places = new Map<string, TranslationWorker>();

  constructor({ startThread, clock, log, threads, mostModels, idleMs }: TranslationWorkersOptions) {
    this.#loaded = new LoadedModels({ most: mostModels, idleMs, clock, unload: (model) => this.#unload(model) });
    this.#workers = Array.from({ length: threads }, (): TranslationWorker => {
      const worker: TranslationWorker = new TranslationWorker({
        startThread,
        clock,
        log,
        onLoaded: (model, bytes) => this.#loaded.add(model, bytes),
        onLost: () => this.#loaded.forget(({ modelFile }) => this.#places.get(modelFile) === worker),
      });
      return worker;
    });
  }

  /** What the models in memory take. */
  get memory(): readonly { readonly pair: string; readonly bytes: number }[] {
    return this.#loaded.sizes;
  }

  /**
   * Translates one piece of text, in the thread that has the model.
   * @param urgent goes before everything that waits for this thread and is not urgent.
   */
  async translate(request: ModelRequest, urgent: boolean, signal: AbortSignal): Promise<string> {
    const { model } = request;
    const worker = this.#places.get(model.modelFile) ?? this.#leastLoaded();
    this.#places.set(model.modelFile, worker);
    this.#loaded.use(model);
    try {
      return await worker.translate(request, urgent, signal);
    } finally {
      this.#loaded.use(model);
    }
  }

  async close(): Promise<void> {
    this.#loaded.forget(() => true);
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  #leastLoaded(): TranslationWorker {
    const load = (worker: TranslationWorker): number =>
      [...this.#places.values()].filter((place) => place === worker).length;
    const [best] = this.#workers.toSorted((a, b) => load(a) - load(b));
    if (!best) throw new Error('At least one thread is needed.');
    return best;
  }

  #unload(model: TranslationModel): void {
    const worker = this.#places.get(model.modelFile);
    worker?.unload(model);
    if (!this.#loaded.some(({ modelFile }) => this.#places.get(modelFile) === worker)) worker?.rest();
  }
}
