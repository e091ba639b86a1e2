import type { SourceLanguageCode, TargetLanguageCode, TextResult } from 'deepl-node';
import { EngineError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { systemClock, type Clock } from '../../pipeline/clock.ts';
import type { TermSource } from '../term-source.ts';
import type {
  TranslateOptions,
  TranslationRequest,
  Translator,
  TranslatorCapabilities,
  TranslatorQuota,
} from '../translator.ts';
import { DeepLConnection, type DeepLAccess } from './deepl-connection.ts';
import { badAnswer, DeepLRequestError, refusedGlossary } from './deepl-errors.ts';
import { DeepLLanguages } from './deepl-languages.ts';
import { DeepLGlossaries, type GlossaryPair } from './glossary/deepl-glossaries.ts';
import { textOptions, type DeepLStyle } from './text-options.ts';

/** How DeepL is asked. */
export interface DeepLTranslatorOptions extends DeepLAccess, DeepLStyle {
  /** Whether partials are translated too, which DeepL bills like everything else. Default: false. */
  readonly partials?: boolean;
  /** The user's glossary, where there is one. */
  readonly terms?: TermSource;
  /** Told when requests carry other terms than before: DeepL takes a while to learn them. */
  readonly onTermsInUse?: () => void;
  /** Told what goes wrong beside the translations, such as a glossary that DeepL does not take. */
  readonly onNotice: (notice: EngineError) => void;
  readonly log: Logger;
  readonly clock?: Clock;
}

/** DeepL says this where an account has no limit. */
const NO_LIMIT = 1_000_000_000_000;
const LIST_LANGUAGES_MS = 30_000;

/**
 * Opens DeepL. Needs no network: DeepL is asked for its languages in the background.
 * @throws EngineError `translator-auth` for a key that cannot be one, `usage` for a bad address.
 */
export function openDeepLTranslator(options: DeepLTranslatorOptions): DeepLTranslator {
  const translator = new DeepLTranslator(options);
  translator.start();
  return translator;
}

/** Translates with DeepL. */
export class DeepLTranslator implements Translator {
  readonly name = 'deepl';
  readonly capabilities: TranslatorCapabilities;
  readonly #options: DeepLTranslatorOptions;
  readonly #connection: DeepLConnection;
  readonly #languages = new DeepLLanguages();
  readonly #glossaries: DeepLGlossaries | undefined;
  readonly #closing = new AbortController();
  #listing: Promise<void> | undefined;

  constructor(options: DeepLTranslatorOptions) {
    const { terms, onNotice, onTermsInUse = () => undefined, log, clock = systemClock } = options;
    this.#options = options;
    this.#connection = new DeepLConnection(options);
    this.capabilities = { streams: false, partials: options.partials ?? false, billed: true };
    const context = { connection: this.#connection, clock, log, onNotice, onTermsInUse };
    this.#glossaries = terms && new DeepLGlossaries({ terms, ...context });
  }

  /** Begins to learn the languages that DeepL lists beyond the ones known here. Opens the connection by the way. */
  start(): void {
    this.#listing ??= this.#listLanguages();
  }

  unsupported(sourceLanguage: string, targetLanguage: string): string | undefined {
    if (this.#languages.source(sourceLanguage) === undefined) return `DeepL does not translate from ${sourceLanguage}.`;
    if (this.#languages.target(targetLanguage) === undefined) return `DeepL does not translate into ${targetLanguage}.`;
    return undefined;
  }

  async *translate(request: TranslationRequest, { signal, onUsage }: TranslateOptions): AsyncIterable<string> {
    signal.throwIfAborted();
    const pair = this.#pairOf(request);
    const text = request.text.trim();
    if (text === '') {
      onUsage?.({});
      return;
    }
    const answer = await this.#send(text, pair, request, signal).catch((error: unknown) => {
      const isFree = error instanceof DeepLRequestError && error.isFree;
      onUsage?.(isFree ? {} : { characters: Array.from(text).length, estimated: true });
      throw error;
    });
    onUsage?.({ characters: billedCharacters(answer, text) });
    signal.throwIfAborted();
    if (typeof answer?.text !== 'string') throw badAnswer(this.#connection.server, 'without a translation');
    if (answer.text.trim() !== '') yield answer.text;
  }

  async quota(signal: AbortSignal): Promise<TranslatorQuota | undefined> {
    const { character } = await this.#connection.call(signal, (client) => client.getUsage());
    // Limits for documents do not concern captions.
    if (character === undefined || character.limit >= NO_LIMIT) return undefined;
    return { unit: 'characters', used: character.count, limit: character.limit };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#listing, this.#glossaries?.close()]);
    this.#connection.close();
  }

  #pairOf({ sourceLanguage: sourceTag, targetLanguage: targetTag }: TranslationRequest): GlossaryPair {
    const source = this.#languages.source(sourceTag);
    const target = this.#languages.target(targetTag);
    if (source !== undefined && target !== undefined) return { source, target, sourceTag, targetTag };
    const reason = this.unsupported(sourceTag, targetTag) ?? '';
    throw new EngineError('translator-unsupported', reason, { stage: 'translation' });
  }

  async #send(
    text: string,
    pair: GlossaryPair,
    request: TranslationRequest,
    signal: AbortSignal,
  ): Promise<TextResult | undefined> {
    const { source, target } = pair;
    // DeepL takes a glossary only where it is told the source language.
    const glossary = source === 'auto' ? undefined : this.#glossaries?.idFor(pair);
    const style = textOptions(this.#options, this.#languages, pair, request);
    try {
      return await this.#connection.call(signal, (client) =>
        client.translateText<string>(
          text,
          source === 'auto' ? null : (source as SourceLanguageCode),
          target as TargetLanguageCode,
          glossary === undefined ? style : { ...style, glossary },
        ),
      );
    } catch (error) {
      if (glossary === undefined || !isRefusalOfGlossary(error)) throw error;
      throw this.#withoutGlossary(pair, glossary, error.status);
    }
  }

  /** The same request may work without the glossary, which the next one goes without. */
  #withoutGlossary(pair: GlossaryPair, glossary: string, status: number): EngineError {
    const { server } = this.#connection;
    // A glossary that is gone can be made again; one that does not fit stays so.
    this.#glossaries?.refused(pair, glossary, refusedGlossary(server, status, { retryable: status === 404 }));
    return refusedGlossary(server, status, { retryable: true });
  }

  async #listLanguages(): Promise<void> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(LIST_LANGUAGES_MS)]);
    try {
      const [sources, targets] = await Promise.all([
        this.#connection.call(signal, (client) => client.getSourceLanguages()),
        this.#connection.call(signal, (client) => client.getTargetLanguages()),
      ]);
      this.#languages.learn(sources, targets);
    } catch (error) {
      // The languages known here do; a wrong key or a dead network is told of by the first translation.
      this.#options.log.debug('DeepL did not list its languages.', { reason: String(error) });
    }
  }
}

/** What DeepL says; else what it counts by its own rule, which is Unicode characters. */
function billedCharacters(answer: TextResult | undefined, text: string): number {
  const billed: unknown = answer?.billedCharacters;
  return typeof billed === 'number' ? billed : Array.from(text).length;
}

function isRefusalOfGlossary(error: unknown): error is DeepLRequestError & { readonly status: number } {
  return error instanceof DeepLRequestError && (error.status === 400 || error.status === 404);
}
