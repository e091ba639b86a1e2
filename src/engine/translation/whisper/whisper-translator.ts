import type { UtteranceId } from '../../../protocol/caption-event.ts';
import { primarySubtag } from '../../../protocol/language/parse-language.ts';
import type { TranslationRequest, Translator, TranslatorCapabilities } from '../translator.ts';

/** What Whisper's own translation needs of the recogniser. */
interface WhisperTranslatorOptions {
  /** Decodes the speech of the utterance once more, into English. Empty where nothing was understood. */
  readonly decodeToEnglish: (utteranceId: UtteranceId, signal: AbortSignal) => Promise<string>;
}

/** Whisper's own task of translating speech into English, by the recogniser that heard it. Works on the sound, not on the text. */
export class WhisperTranslator implements Translator {
  readonly name = 'whisper';
  readonly capabilities: TranslatorCapabilities = { streams: false, partials: false, billed: false };
  readonly #decodeToEnglish: WhisperTranslatorOptions['decodeToEnglish'];

  constructor({ decodeToEnglish }: WhisperTranslatorOptions) {
    this.#decodeToEnglish = decodeToEnglish;
  }

  unsupported(_sourceLanguage: string, targetLanguage: string): string | undefined {
    if (primarySubtag(targetLanguage) === 'en') return undefined;
    return `Whisper translates into English only, not into ${targetLanguage}.`;
  }

  async *translate(request: TranslationRequest, { signal }: { readonly signal: AbortSignal }): AsyncIterable<string> {
    signal.throwIfAborted();
    const text = (await this.#decodeToEnglish(request.utteranceId, signal)).trim();
    signal.throwIfAborted();
    if (text !== '') yield text;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
