import type {
  TranslateOptions,
  TranslationRequest,
  Translator,
  TranslatorCapabilities,
} from '../translation/translator.ts';
import type { OpenedChain } from './open-chain.ts';

/** A chain, and how many of its answers are under way. */
interface Used extends OpenedChain {
  underWay: number;
}

/** The chain that translates now, as one translator that stays the same for those who ask it. */
export class CurrentChain implements Translator {
  #used: Used;
  /** Former chains with answers under way, which they are left to finish. */
  readonly #leaving = new Set<Used>();

  constructor(opened: OpenedChain) {
    this.#used = { ...opened, underWay: 0 };
  }

  get name(): string {
    return this.chain.name;
  }

  get chain(): OpenedChain['translator'] {
    return this.#used.translator;
  }

  get capabilities(): TranslatorCapabilities {
    return this.chain.capabilities;
  }

  get notice(): string | undefined {
    return this.chain.notice;
  }

  unsupported(sourceLanguage: string, targetLanguage: string): string | undefined {
    return this.chain.unsupported(sourceLanguage, targetLanguage);
  }

  wantsAudio(targetLanguage: string): boolean {
    return this.chain.wantsAudio(targetLanguage);
  }

  draftWaitMs(request: TranslationRequest): number {
    return this.chain.draftWaitMs(request);
  }

  async *translate(request: TranslationRequest, options: TranslateOptions): AsyncIterable<string> {
    const used = this.#used;
    used.underWay += 1;
    try {
      yield* used.translator.translate(request, options);
    } finally {
      used.underWay -= 1;
      if (used.underWay === 0 && this.#leaving.delete(used)) await used.close();
    }
  }

  /** Asks another chain from the next text on. */
  async replace(opened: OpenedChain): Promise<void> {
    const former = this.#used;
    this.#used = { ...opened, underWay: 0 };
    if (former.underWay === 0) await former.close();
    else this.#leaving.add(former);
  }

  async close(): Promise<void> {
    await Promise.all([this.#used, ...this.#leaving].map((used) => used.close()));
    this.#leaving.clear();
  }
}
