import { sameWrittenLanguage } from '../../../protocol/language/same-language.ts';
import type { EngineError } from '../../errors.ts';
import type { TermSource } from '../term-source.ts';
import type {
  TranslateOptions,
  TranslationRequest,
  TranslationUsage,
  Translator,
  TranslatorCapabilities,
} from '../translator.ts';
import { longestTokens } from './answer/answer-length.ts';
import { attempt, type AttemptFault, type AttemptTools } from './attempt.ts';
import { llmFault, toLlmError } from './llm-errors.ts';
import type { LlmServer } from './llm-server.ts';
import type { ModelChoice } from './model-choice.ts';
import { occurringTerms } from './occurring-terms.ts';
import { buildPrompt, stricter, type Prompt, type PromptSettings } from './prompt.ts';
import { ServerRefusal } from './server-failure.ts';
import { mostTokens } from './token-estimate.ts';
import { isUnknownModel } from './vendor-fault.ts';

/** What the translator is made of. */
interface LlmTranslatorParts extends AttemptTools {
  readonly server: LlmServer;
  readonly models: ModelChoice;
  readonly prompt: PromptSettings;
  readonly terms: TermSource | undefined;
}

/** Why an answer was of no use, as the rest of a sentence that begins with the model. */
const FAULTS: Readonly<Record<AttemptFault, string>> = {
  empty: 'gave an empty answer',
  'cut-off': 'was cut off in the middle of its answer',
  'only-thoughts': 'thinks before it answers, and came to no answer',
  'too-long': 'answered with far more than a translation',
  'too-short': 'answered with far less than a translation',
  refusal: 'refused to translate',
  chatter: 'talked about the text and did not translate it',
  alternatives: 'gave several translations',
  echo: 'repeated the text and did not translate it',
  'leaked-tags': 'repeated parts of the request',
  'leaked-prompt': 'repeated its instructions',
  'wrong-script': 'answered in another script',
  'wrong-language': 'answered in another language',
};

/** Translates by a language model behind a server that speaks OpenAI's protocol. */
export class LlmTranslator implements Translator {
  readonly name = 'llm';
  readonly capabilities: TranslatorCapabilities;
  readonly #parts: LlmTranslatorParts;
  /** The same request is asked about several times before it is sent. */
  readonly #costs = new WeakMap<TranslationRequest, TranslationUsage>();

  constructor(parts: LlmTranslatorParts) {
    this.#parts = parts;
    // A server that wants no key knows nobody whom it could bill.
    this.capabilities = { streams: true, partials: true, billed: parts.server.key !== undefined };
  }

  unsupported(sourceLanguage: string, targetLanguage: string): string | undefined {
    if (!sameWrittenLanguage(sourceLanguage, targetLanguage)) return undefined;
    return `There is nothing to translate from "${sourceLanguage}" into "${targetLanguage}".`;
  }

  async *translate(request: TranslationRequest, options: TranslateOptions): AsyncGenerator<string, void, undefined> {
    const { signal } = options;
    signal.throwIfAborted();
    // Laughter in emoji needs no model.
    if (!/[\p{L}\p{N}]/u.test(request.text)) {
      options.onUsage?.({});
      return;
    }
    let model = '';
    try {
      model = await this.#parts.models.model(signal);
      yield* this.#ask(request, model, options);
    } catch (error) {
      // The list of models costs nothing.
      if (model === '') options.onUsage?.({});
      signal.throwIfAborted();
      throw await this.#explain(error, model, signal);
    }
  }

  mostCost(request: TranslationRequest): TranslationUsage {
    const known = this.#costs.get(request) ?? mostTokens(this.#promptFor(request), longestTokens(request.text));
    this.#costs.set(request, known);
    return known;
  }

  close(): Promise<void> {
    this.#parts.client.close();
    return Promise.resolve();
  }

  /** Asks once more, in stricter words, where the first answer is no translation. */
  async *#ask(request: TranslationRequest, model: string, options: TranslateOptions): AsyncGenerator<string, void> {
    const { text: source, sourceLanguage, targetLanguage } = request;
    const prompt = this.#promptFor(request);
    const expectation = { source, sourceLanguage, targetLanguage, instruction: prompt.system };
    const first = yield* attempt({ model, prompt, expectation, streams: true }, this.#parts, options);
    if (first === undefined) return;
    const again = {
      model,
      prompt: stricter(prompt),
      expectation: { ...expectation, asksAgain: true },
      streams: false,
    };
    const second = first === 'only-thoughts' ? first : yield* attempt(again, this.#parts, options);
    if (second === undefined) return;
    throw llmFault(
      this.#parts.server,
      'translator-bad-answer',
      `has no translation: the model "${model}" ${FAULTS[second]}`,
      {
        hint: 'Larger models, and models that do not think before they answer, do this less often.',
      },
    );
  }

  #promptFor(request: TranslationRequest): Prompt {
    const { text, sourceLanguage, targetLanguage } = request;
    const terms = this.#parts.terms?.termsFor(sourceLanguage, targetLanguage) ?? [];
    return buildPrompt(request, occurringTerms(terms, text, sourceLanguage), this.#parts.prompt);
  }

  async #explain(error: unknown, model: string, signal: AbortSignal): Promise<EngineError> {
    const { server, models } = this.#parts;
    const known = toLlmError(error, server, model);
    if (model === '' || !(error instanceof ServerRefusal) || !isUnknownModel(error.fault)) return known;
    models.forget();
    const hint = await models.hintFor(model, signal);
    return llmFault(server, known.code, `does not offer the model "${model}"`, { hint });
  }
}
