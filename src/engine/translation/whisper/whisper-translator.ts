import type { UtteranceId } from '../../../protocol/caption-event.ts';
import { primarySubtag } from '../../../protocol/language/parse-language.ts';
import type { TranslationRequest, Translator, TranslatorCapabilities } from '../translator.ts';

/** Speech that was heard, and can be heard again. */
export interface SpeechTranslation {
  /** Decodes the speech of an utterance once more, into English. Empty where nothing was understood, or it is gone. */
  translate(id: UtteranceId, signal: AbortSignal): Promise<string>;
}

/** Whisper's own task of translating speech into English, by the recogniser that heard it. Works on the sound, not on the text. */
export class WhisperTranslator implements Translator {
  readonly name = 'whisper';
  readonly capabilities: TranslatorCapabilities = { streams: false, partials: false, billed: false };
  readonly #speech: SpeechTranslation;

  constructor(speech: SpeechTranslation) {
    this.#speech = speech;
  }

  unsupported(_sourceLanguage: string, targetLanguage: string): string | undefined {
    if (primarySubtag(targetLanguage) === 'en') return undefined;
    return `Whisper translates into English only, not into ${targetLanguage}.`;
  }

  wantsAudio(targetLanguage: string): boolean {
    return this.unsupported('', targetLanguage) === undefined;
  }

  async *translate(request: TranslationRequest, { signal }: { readonly signal: AbortSignal }): AsyncIterable<string> {
    signal.throwIfAborted();
    const text = (await this.#speech.translate(request.utteranceId, signal)).trim();
    signal.throwIfAborted();
    if (text !== '') yield text;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
