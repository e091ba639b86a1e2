import { LRUCache } from 'lru-cache';
import { loadNative } from '../model-files.ts';
import type { OfflineConfig, OfflineRecognizer, SherpaModule } from './sherpa-module.ts';

/** Whoever speaks two languages in turns, or has words that are likely only in one, does not wait each time. */
const KEPT = 2;

/** The copies of one model that were loaded in different ways, since the library takes some wishes only there. */
export class OfflineNatives {
  readonly #library: Pick<SherpaModule, 'OfflineRecognizer'>;
  readonly #loaded = new LRUCache<string, OfflineRecognizer>({ max: KEPT });

  constructor(library: Pick<SherpaModule, 'OfflineRecognizer'>) {
    this.#library = library;
  }

  /** The copy that was loaded like this. Throws `model-damaged` where it cannot be loaded. */
  async loadedWith(config: OfflineConfig): Promise<OfflineRecognizer> {
    const key = JSON.stringify(config);
    const loaded =
      this.#loaded.get(key) ?? (await loadNative(() => this.#library.OfflineRecognizer.createAsync(config)));
    this.#loaded.set(key, loaded);
    return loaded;
  }
}
