import type { UtteranceId } from '../../protocol/caption-event.ts';

/** What a translator can do; the stage asks this and never for a name. */
export interface TranslatorCapabilities {
  /** Yields the translation while it is being made, longer and longer. */
  readonly streams: boolean;
  /** Fast enough for drafts: translations of what is still being spoken. */
  readonly partials: boolean;
  /** The user pays for what is translated, so there is a limit to drafts. */
  readonly billed: boolean;
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

/** What one request cost. A translator tells what its vendor counts. */
export interface TranslationUsage {
  /** Billed characters of source text. */
  readonly characters?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** The vendor has not told it, such as for a request that was cut off: this is what it may have been at most. */
  readonly estimated?: boolean;
}

/** What comes with a request. */
export interface TranslateOptions {
  /** Ends the request, also on the wire. */
  readonly signal: AbortSignal;
  /**
   * Told what the request cost once that is known, also where its answer is of no use, and nothing where it was not sent.
   * Once for each request to the vendor. Where it is never told, budgets count what the request may cost at most.
   */
  readonly onUsage?: (usage: TranslationUsage) => void;
}

/** How much of what a vendor allows is used up. */
export interface TranslatorQuota {
  /** Such as `characters`. */
  readonly unit: string;
  readonly used: number;
  readonly limit: number;
}

/**
 * Turns text into another language.
 */
export interface Translator {
  /** Short and fixed, such as `deepl`; shown to the user. */
  readonly name: string;
  readonly capabilities: TranslatorCapabilities;
  /** One sentence of what the user must know (such as a small vocabulary), where there is something to tell. */
  readonly notice?: string | undefined;
  /** `undefined` where the pair works, else a sentence that says why not. Asked again and again, so it is quick. */
  unsupported(sourceLanguage: string, targetLanguage: string): string | undefined;
  /** Whether it listens to the sound once more for this language, so that the sound must be kept. No when absent. */
  wantsAudio?(targetLanguage: string): boolean;
  /**
   * The translation so far, again and again: each value replaces the one before, and the last one is the answer. A
   * translator that does not stream yields once. No value at all, or an empty one at the end, means that the translator
   * has no answer. Throws an `EngineError` when it fails, and stops at once when `signal` aborts.
   */
  translate(request: TranslationRequest, options: TranslateOptions): AsyncIterable<string>;
  /**
   * In how many milliseconds a draft may be asked for, so that drafts cost no more than the user allows. 0: now;
   * `Infinity`: nobody knows. Absent where drafts cost nothing.
   */
  draftWaitMs?(request: TranslationRequest): number;
  /** What a request may cost at most, for budgets; as much as its text is long when absent. Asked often, so it is quick. */
  mostCost?(request: TranslationRequest): TranslationUsage;
  /** Bytes of memory that its models take now; absent where that is not worth knowing. */
  memoryBytes?(): number;
  /** Asks the vendor how much is used up; absent where there is no quota. Throws an `EngineError` where that fails. */
  quota?(signal: AbortSignal): Promise<TranslatorQuota | undefined>;
  close(): Promise<void>;
}
