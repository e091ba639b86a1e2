import type { ChatClient } from './chat-client.ts';
import { llmFault } from './llm-errors.ts';
import type { LlmServer } from './llm-server.ts';
import { nearNames } from './near-names.ts';

/** Local servers list models for other work as well. */
const NO_CHAT_MODEL = /embed|rerank|whisper|\btts\b|moderation|\bbge\b|stable-diffusion|\bocr\b/iu;

const MOST_NAMES = 3;

/** Knows which model is asked. */
export class ModelChoice {
  readonly #server: LlmServer;
  readonly #client: ChatClient;
  /** What the user or the preset names. */
  readonly #named: string | undefined;
  /** What was chosen from the list of the server. */
  #chosen: string | undefined;

  /**
   * @param wanted the model that the user named.
   * @throws EngineError `usage` where it cannot be left to the server.
   */
  constructor(server: LlmServer, client: ChatClient, wanted: string | undefined) {
    this.#server = server;
    this.#client = client;
    this.#named = wanted ?? server.defaultModel;
    if (this.#named !== undefined || !server.vendor) return;
    throw llmFault(server, 'usage', 'offers many models, and none is named', {
      hint: 'Name one with --llm-model.',
    });
  }

  /** The model to ask: the wanted one, else that of the preset, else the first that the server lists. */
  async model(signal: AbortSignal): Promise<string> {
    const known = this.#named ?? this.#chosen;
    if (known !== undefined) return known;
    const listed = await this.#client.listModels(signal);
    const [first] = listed.filter((id) => !NO_CHAT_MODEL.test(id));
    if (first === undefined) {
      throw llmFault(this.#server, 'translator-refused', 'lists no model that can translate', {
        hint: this.#server.startHint === undefined ? 'Name one with --llm-model.' : 'Load a model there, or name one.',
      });
    }
    this.#chosen = first;
    return first;
  }

  /** The server does not offer the model any more: another one is chosen, unless one is named. */
  forget(): void {
    this.#chosen = undefined;
  }

  /** What to do where the server does not offer `model`, in one sentence. Never rejects: it only helps with an error. */
  async hintFor(model: string, signal: AbortSignal): Promise<string> {
    // The reason why there is no list says nothing about the model.
    const listed = await this.#client.listModels(signal).catch(() => []);
    const near = nearNames(model, listed, MOST_NAMES);
    const names = (near.length > 0 ? near : listed.slice(0, MOST_NAMES)).map((name) => `"${name}"`).join(', ');
    if (names === '') return 'Check the name of the model.';
    return near.length > 0 ? `Did you mean ${names}?` : `It offers ${names}, for example.`;
  }
}
