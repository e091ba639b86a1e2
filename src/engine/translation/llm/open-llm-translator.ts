import type { Logger } from '../../log.ts';
import type { TermSource } from '../term-source.ts';
import type { Translator } from '../translator.ts';
import { loadLanguageCheck } from '../../language-check.ts';
import { ChatClient } from './chat-client.ts';
import { resolveServer, type LlmServerOptions } from './llm-server.ts';
import { LlmTranslator } from './llm-translator.ts';
import { ModelChoice } from './model-choice.ts';
import { loadOpenAiPackage } from './openai-package.ts';
import type { PromptSettings } from './prompt.ts';

/** What the translator asks, and what it tells the model. */
export interface LlmTranslatorOptions extends LlmServerOptions {
  /** The default of the preset where absent, or the first model of the list of a local server. */
  readonly model?: string;
  /** Kept, and read again for each request. */
  readonly prompt: PromptSettings;
  readonly terms?: TermSource;
  readonly log: Logger;
}

/**
 * Opens a translator by language model. Asks nobody yet: a server that is started later is found later.
 * @throws EngineError `usage` where the address is none or no model is named, `translator-auth` where a key is missing.
 */
export async function openLlmTranslator(options: LlmTranslatorOptions): Promise<Translator> {
  const server = resolveServer(options);
  const [openAiPackage, otherLanguage] = await Promise.all([loadOpenAiPackage(), loadLanguageCheck()]);
  const client = new ChatClient(server, openAiPackage, options.log);
  const models = new ModelChoice(server, client, options.model);
  return new LlmTranslator({ server, client, models, otherLanguage, prompt: options.prompt, terms: options.terms });
}
