import { sameLanguage } from '../../../protocol/language/same-language.ts';
import type { TranslateOptions, TranslationRequest, Translator, TranslatorCapabilities } from '../translator.ts';
import type { ScriptWriter } from './script-writer.ts';

/**
 * A translator whose texts are written in the script of their language, whatever comes. From one script of a language to
 * the other it writes by itself.
 */
export class WrittenTranslator implements Translator {
  readonly #inner: Translator;
  readonly #write: ScriptWriter;

  constructor(inner: Translator, write: ScriptWriter) {
    this.#inner = inner;
    this.#write = write;
  }

  get name(): string {
    return this.#inner.name;
  }

  get capabilities(): TranslatorCapabilities {
    return this.#inner.capabilities;
  }

  get notice(): string | undefined {
    return this.#inner.notice;
  }

  unsupported(sourceLanguage: string, targetLanguage: string): string | undefined {
    if (sameLanguage(sourceLanguage, targetLanguage)) return undefined;
    return this.#inner.unsupported(sourceLanguage, targetLanguage);
  }

  wantsAudio(targetLanguage: string): boolean {
    return this.#inner.wantsAudio?.(targetLanguage) ?? false;
  }

  async *translate(request: TranslationRequest, options: TranslateOptions): AsyncGenerator<string, void, undefined> {
    if (sameLanguage(request.sourceLanguage, request.targetLanguage)) return yield this.#write(request.text);
    for await (const text of this.#inner.translate(request, options)) yield this.#write(text);
  }

  draftWaitMs(request: TranslationRequest): number {
    if (sameLanguage(request.sourceLanguage, request.targetLanguage)) return 0;
    return this.#inner.draftWaitMs?.(request) ?? 0;
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}
