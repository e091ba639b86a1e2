import type OpenAI from 'openai';
import type { Logger } from '../../log.ts';
import type { TranslationUsage } from '../translator.ts';
import { errorIn, readChatAnswer, readModelIds, type ChatEvent } from './chat-answer.ts';
import { ChatParameters } from './chat-parameters.ts';
import { llmFault } from './llm-errors.ts';
import type { LlmServer } from './llm-server.ts';
import type { OpenAiPackage } from './openai-package.ts';
import type { Prompt } from './prompt.ts';
import { costsNothing, ForeignAnswer, ServerRefusal } from './server-failure.ts';
import { isTooLongForModel, isUnknownModel, vendorFault, type VendorFault } from './vendor-fault.ts';
import { TokenEstimate } from './token-estimate.ts';
import { WireScopes } from './wire-scope.ts';

/** One request. */
export interface ChatRequest {
  readonly model: string;
  readonly prompt: Prompt;
  /** The most tokens that the answer may have. */
  readonly outputTokens: number;
  /** Ends the request, also on the wire. */
  readonly signal: AbortSignal;
  readonly onUsage: ((usage: TranslationUsage) => void) | undefined;
}

/** The connection to one server. Tries once. Throws the errors of `server-failure.ts`, or the reason of the signal. */
export class ChatClient {
  readonly #server: LlmServer;
  readonly #log: Logger;
  readonly #package: OpenAiPackage;
  readonly #openai: OpenAI;
  readonly #parameters: ChatParameters;
  readonly #scopes = new WireScopes();
  readonly #estimate = new TokenEstimate();

  constructor(server: LlmServer, openAiPackage: OpenAiPackage, log: Logger) {
    this.#server = server;
    this.#log = log;
    this.#package = openAiPackage;
    this.#openai = openAiPackage.connect(server);
    this.#parameters = new ChatParameters(server.dialect);
  }

  /**
   * Sends the request, and again where the server refuses one of its optional parameters. Yields the answer. Tells what it
   * cost, also where the server does not.
   */
  async *ask(request: ChatRequest): AsyncGenerator<ChatEvent, void, undefined> {
    using scope = this.#scopes.enter(request.signal);
    const { signal } = scope;
    const { prompt, outputTokens } = request;
    let usage: TranslationUsage | undefined;
    try {
      const response = await this.#send(request, signal);
      const chunks = isEventStream(response)
        ? this.#package.events(this.#openai, response)
        : [await readJson(response)];
      yield* readChatAnswer(chunks, (told) => {
        usage = told;
        this.#estimate.learn(prompt, told);
      });
    } catch (error) {
      const failure = this.#package.toFailure(error);
      if (!signal.aborted && costsNothing(failure)) usage = {};
      signal.throwIfAborted();
      throw failure;
    } finally {
      request.onUsage?.(usage ?? this.#estimate.of(prompt, outputTokens));
    }
    // The package ends its streams without an error when they are aborted.
    signal.throwIfAborted();
  }

  /** The ids of the models that the server lists. */
  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    using scope = this.#scopes.enter(signal);
    try {
      const response = await this.#openai.models.list({ signal: scope.signal }).asResponse();
      return readModelIds(await readJson(response));
    } catch (error) {
      scope.signal.throwIfAborted();
      throw this.#package.toFailure(error);
    }
  }

  /** Ends all requests. */
  close(): void {
    this.#scopes.abortAll(llmFault(this.#server, 'translator-unreachable', 'was disconnected'));
  }

  async #send({ model, prompt, outputTokens }: ChatRequest, signal: AbortSignal): Promise<Response> {
    const messages = [
      { role: 'system' as const, content: prompt.system },
      { role: 'user' as const, content: prompt.user },
    ];
    for (;;) {
      const fields = this.#parameters.fields(model, outputTokens);
      try {
        return await this.#openai.chat.completions.create({ ...fields, model, messages }, { signal }).asResponse();
      } catch (error) {
        signal.throwIfAborted();
        const failure = this.#package.toFailure(error);
        if (!(failure instanceof ServerRefusal) || !this.#mayWorkOtherwise(failure.fault, fields)) throw failure;
      }
    }
  }

  #mayWorkOtherwise(fault: VendorFault, fields: Readonly<Record<string, unknown>>): boolean {
    const { status, codes, parameter, said } = fault;
    this.#log.debug('The language model server refused a request.', { status, codes, parameter, said });
    if ((status !== 400 && status !== 422) || isTooLongForModel(fault) || isUnknownModel(fault)) return false;
    return this.#parameters.refuse(fields, parameter, said);
  }
}

function isEventStream(response: Response): boolean {
  return mediaType(response) === 'text/event-stream';
}

function mediaType(response: Response): string {
  return (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** Some servers answer 200 and put the error into the body. */
async function readJson(response: Response): Promise<unknown> {
  const type = mediaType(response);
  if (!type.endsWith('json')) throw new ForeignAnswer(type);
  const answer: unknown = await response.json();
  const error = errorIn(answer);
  if (error !== undefined) throw new ServerRefusal(vendorFault(undefined, error, response.headers));
  return answer;
}
