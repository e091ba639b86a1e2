import type { Logger } from '../../log.ts';
import type { Availability } from '../../pipeline/availability.ts';
import { ChatClient } from './chat-client.ts';
import { toLlmError } from './llm-errors.ts';
import type { LlmServer } from './llm-server.ts';
import { ModelChoice } from './model-choice.ts';
import { loadOpenAiPackage } from './openai-package.ts';

/**
 * Whether the server answers, takes the key, and has a model to ask. It is asked for its list of models, which costs
 * nothing anywhere. Lists of vendors are no proof that a model is not there: they leave out aliases.
 * @param wanted the model that the user named.
 */
export async function probeServer(
  server: LlmServer,
  wanted: string | undefined,
  { log, signal }: { readonly log: Logger; readonly signal: AbortSignal },
): Promise<Availability> {
  const client = new ChatClient(server, await loadOpenAiPackage(), log);
  try {
    const models = new ModelChoice(server, client, wanted);
    const listed = await client.listModels(signal).catch((error: unknown) => {
      signal.throwIfAborted();
      throw toLlmError(error, server, wanted ?? '');
    });
    const model = await models.model(signal);
    if (server.vendor || isListed(model, listed)) return { available: true };
    const reason = `${server.label} does not list the model "${model}".`;
    return { available: false, reason, hint: await models.hintFor(model, signal) };
  } finally {
    client.close();
  }
}

/** A server that lists nothing may have it all the same. Ollama adds `:latest` to names without a tag. */
function isListed(model: string, listed: readonly string[]): boolean {
  return listed.length === 0 || listed.some((name) => name === model || name === `${model}:latest`);
}
