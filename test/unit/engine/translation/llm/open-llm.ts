import { type Logger, silentLog } from '../../../../../src/engine/log.ts';
import {
  openLlmTranslator,
  type LlmTranslatorOptions,
} from '../../../../../src/engine/translation/llm/open-llm-translator.ts';
import type {
  TranslationRequest,
  TranslationUsage,
  Translator,
} from '../../../../../src/engine/translation/translator.ts';
import { startOpenAiServer, type OpenAiServer } from '../../../../support/openai/openai-server.ts';

/** A translator and the server that it asks. */
export interface LlmSubject extends AsyncDisposable {
  readonly server: OpenAiServer;
  readonly translator: Translator;
}

/** Opens a translator that asks a server with this script. */
export async function openLlm(
  script: Parameters<typeof startOpenAiServer>[0] = {},
  options: Partial<LlmTranslatorOptions> & { readonly log?: Logger } = {},
): Promise<LlmSubject> {
  const server = await startOpenAiServer(script);
  const translator = await openLlmTranslator({
    baseUrl: server.url,
    prompt: { style: 'plain' },
    log: silentLog,
    ...options,
  });
  return {
    server,
    translator,
    [Symbol.asyncDispose]: async () => {
      await translator.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** All that a translator yields for a request. */
export async function answersTo(
  translator: Translator,
  asked: TranslationRequest,
  options: { readonly signal?: AbortSignal; readonly onUsage?: (usage: TranslationUsage) => void } = {},
): Promise<string[]> {
  const { signal = new AbortController().signal, ...more } = options;
  const answers: string[] = [];
  for await (const answer of translator.translate(asked, { signal, ...more })) answers.push(answer);
  return answers;
}
