import { LRUCache } from 'lru-cache';
import type { Clock } from '../../pipeline/clock.ts';
import type { TranslationModel } from './model-files.ts';

interface LoadedModelsOptions {
  /** So many models are loaded at most; for another one the one that was not used for longest goes. */
  readonly most: number;
  /** A model that is not used for so long goes, in milliseconds. */
  readonly idleMs: number;
  readonly clock: Clock;
  /** Frees a model. */
  readonly unload: (model: TranslationModel) => void;
}

interface LoadedModel {
  readonly model: TranslationModel;
  readonly bytes: number;
  /** Ends the wait for its idle time. */
  readonly used: AbortController;
}

/** Keeps account of the models in memory, and says which of them must go. */
export class LoadedModels {
  readonly #options: LoadedModelsOptions;
  readonly #models: LRUCache<string, LoadedModel>;

  constructor(options: LoadedModelsOptions) {
    this.#options = options;
    this.#models = new LRUCache({
      max: options.most,
      dispose: ({ model, used }, _file, reason) => {
        used.abort();
        if (reason === 'evict') options.unload(model);
      },
    });
  }

  /** A model was loaded, and takes so much memory. */
  add(model: TranslationModel, bytes: number): void {
    this.#set(model, bytes);
  }

  /** A loaded model was used: its idle time begins again. */
  use(model: TranslationModel): void {
    const loaded = this.#models.get(model.modelFile);
    if (loaded) this.#set(model, loaded.bytes);
  }

  /** Forgets models that are gone already. */
  forget(gone: (model: TranslationModel) => boolean): void {
    for (const { model } of [...this.#models.values()]) if (gone(model)) this.#models.delete(model.modelFile);
  }

  /** What is loaded, the latest used first. */
  get sizes(): readonly { readonly pair: string; readonly bytes: number }[] {
    return [...this.#models.values()].map(({ model, bytes }) => ({ pair: model.pair, bytes }));
  }

  some(fits: (model: TranslationModel) => boolean): boolean {
    return [...this.#models.values()].some(({ model }) => fits(model));
  }

  #set(model: TranslationModel, bytes: number): void {
    const used = new AbortController();
    this.#models.set(model.modelFile, { model, bytes, used });
    void this.#expire(model, used.signal);
  }

  async #expire(model: TranslationModel, used: AbortSignal): Promise<void> {
    const { clock, idleMs, unload } = this.#options;
    await clock.sleep(idleMs, used);
    if (used.aborted) return;
    this.#models.delete(model.modelFile);
    unload(model);
  }
}
