import type { UtteranceId } from '../../protocol/caption-event.ts';

/** What a translator can do; the stage asks this and never for a name. */
export interface TranslatorCapabilities {
  /** Yields text piece by piece as it is made. */
  readonly streams: boolean;
  /** Cheap and fast enough to translate partials of an utterance. */
  readonly partials: boolean;
  /** Makes use of the sentences said before. */
  readonly context: boolean;
}

/** One piece of text to be translated. Language tags are BCP-47. */
export interface TranslationRequest {
  readonly utteranceId: UtteranceId;
  readonly text: string;
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
  /** Whether the text is the whole utterance or its stable beginning. */
  readonly final: boolean;
  /** The translation of a shorter beginning of the same utterance that the viewer has read; worth keeping. */
  readonly previousText: string;
  /** The newest pairs of finals, oldest first. */
  readonly context: readonly { readonly source: string; readonly target: string }[];
}

/**
 * Turns text into another language.
 */
export interface Translator {
  readonly name: string;
  readonly capabilities: TranslatorCapabilities;
  /** One sentence of what the user must know (such as a small vocabulary), where there is something to tell. */
  readonly notice?: string;
  /** `undefined` where the pair works, else a sentence that says why not. Asked once for each pair, when it is first met. */
  unsupported(sourceLanguage: string, targetLanguage: string): string | undefined;
  /**
   * The pieces of the translation in order; a translator that does not stream yields once. No text at all means that
   * the translator has no answer. Throws an `EngineError` when it fails, and stops at once when `signal` aborts.
   */
  translate(request: TranslationRequest, options: { readonly signal: AbortSignal }): AsyncIterable<string>;
  close(): Promise<void>;
}
