import type { DeepLRequest } from '../support/deepl/received-request.ts';
import type { ScriptedReply } from '../support/deepl/scripted-reply.ts';
import { events, refuses, says, type ChatReply } from '../support/openai/chat-reply.ts';
import { speechOf, targetOf, type ReceivedChat } from '../support/openai/received-chat.ts';
import { openAiError } from '../support/openai/vendor-refusals.ts';
import { translateDemo } from './translators-dictionary.ts';

type Faults<T> = readonly ((text: string, key: string) => T)[];

/** Answers of DeepL that quote what was sent; the last one makes the translator rest. */
const DEEPL_FAULTS: Faults<ScriptedReply> = [
  (text, key) => ({ status: 400, body: { message: `Bad request: ${text} ${key}` } }),
  (text, key) => ({ status: 500, contentType: 'text/html', body: `<h1>${text}</h1><p>${key}</p>` }),
  (text, key) => ({ status: 200, body: `{"translations":[{"text":"${text} ${key}` }),
  (text, key) => ({ status: 200, contentType: 'text/html', body: `<h1>${text}</h1><p>${key}</p>` }),
  (text, key) => ({ status: 200, body: { message: text, detail: key } }),
  (text, key) => ({ status: 401, body: { message: `The key ${key} is not valid for ${text}` } }),
];

/** Answers of a language model server that quote what was sent; the last one makes the translator rest. */
const LLM_FAULTS: Faults<ChatReply> = [
  (text, key) =>
    openAiError(400, {
      message: `Cannot translate "${text}" for ${key}`,
      code: text,
      type: key,
      param: text.split(' ')[0] ?? '',
    }),
  (text, key) => ({ type: 'raw', status: 500, contentType: 'text/html', body: [`<h1>${text}</h1><p>${key}</p>`] }),
  (text, key) => ({ type: 'raw', status: 200, contentType: 'application/json', body: [`{"choices":"${text} ${key}`] }),
  (text, key) => ({ type: 'raw', status: 200, contentType: key, body: [`${text} ${key}`] }),
  (text, key) => events(JSON.stringify({ error: { message: `${text} ${key}`, code: 500 } })),
  (text, key) => events(`{"choices":[{"delta":{"content":"${text} ${key}`),
  (text) => says(`I cannot translate "${text}".`),
  (text) => says(text),
  (text, key) => refuses(401, { error: { message: `Incorrect key ${key} for ${text}`, code: 'invalid_api_key' } }),
];

/** Hands out each fault once, each followed by so many good answers that nobody is left alone for a while. */
class FaultScript<T> {
  readonly #faults: Faults<T>;
  #requests = 0;

  constructor(faults: Faults<T>) {
    this.#faults = faults;
  }

  get done(): boolean {
    return this.#requests > 2 * (this.#faults.length - 1);
  }

  next(text: string, key: string): T | undefined {
    const number = this.#requests;
    this.#requests += 1;
    return number % 2 === 0 ? this.#faults[number / 2]?.(text, key) : undefined;
  }
}

/** Answers to DeepL's translator: faults that quote text and key, and good ones between them. */
export class DeepLFaults {
  readonly #script = new FaultScript(DEEPL_FAULTS);

  /** Whether all faults have been sent. */
  get done(): boolean {
    return this.#script.done;
  }

  readonly reply = ({ path, fields, headers }: DeepLRequest): ScriptedReply | undefined => {
    if (path !== '/v2/translate') return undefined;
    return this.#script.next(fields.get('text') ?? '', headers.authorization?.split(' ')[1] ?? '');
  };
}

/** Answers to the translator by language model: faults that quote text and key, and good ones between them. */
export class LlmFaults {
  readonly #script = new FaultScript(LLM_FAULTS);

  /** Whether all faults have been sent. */
  get done(): boolean {
    return this.#script.done;
  }

  readonly reply = (chat: ReceivedChat): ChatReply => {
    const text = speechOf(chat);
    const key = chat.headers.authorization?.split(' ')[1] ?? '';
    return this.#script.next(text, key) ?? says(translateDemo(text, 'es', targetOf(chat)));
  };
}
