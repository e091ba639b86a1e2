import { keyIn, type Environment } from '../../environment.ts';
import { EngineError } from '../../errors.ts';
import { checkedKey, shownVariable } from '../../key.ts';
import { availabilityOf } from '../../pipeline/availability.ts';
import type { TranslatorDefinition } from '../translator-definition.ts';
import { resolveServer, type LlmServerOptions } from './llm-server.ts';
import { LLM_PRESETS } from './presets.ts';
import { llmSettings, type LlmSettings } from './settings.ts';

/** A language model behind a server of OpenAI's protocol. */
export const llmDefinition: TranslatorDefinition<typeof llmSettings> = {
  name: 'llm',
  settings: llmSettings,
  needs: ['key'],
  uses: ['stream', 'terms'],
  bills: 'tokens',
  // A local server may have to load its model first.
  limits: { firstTextMs: 10_000, stallMs: 4000, totalMs: 20_000 },

  check: (settings, environment) => void serverOf(settings, environment),

  paysForDrafts: ({ server, keyVariable }, environment) => {
    const variable = keyVariableOf(server, keyVariable);
    return variable !== undefined && keyIn(environment, variable) !== '';
  },

  open: async (settings, { environment, stream, terms, log }) => {
    const { openLlmTranslator } = await import('./open-llm-translator.ts');
    const { model, style } = settings;
    return openLlmTranslator({
      ...serverOf(settings, environment),
      ...(model === undefined ? {} : { model }),
      ...(terms ? { terms } : {}),
      prompt: { ...stream, style },
      log,
    });
  },

  probe: (settings, { environment, log, ...tools }) =>
    availabilityOf(
      'The language model server',
      async (signal) => {
        const server = resolveServer(serverOf(settings, environment));
        const { probeServer } = await import('./probe-server.ts');
        return probeServer(server, settings.model, { log, signal });
      },
      tools,
    ),
};

function keyVariableOf(server: LlmSettings['server'], named: string | undefined): string | undefined {
  return named ?? (server === undefined ? undefined : LLM_PRESETS[server].keyVariable);
}

/** Throws `usage` where no server is named, and `translator-auth` where the variable that is named holds no key. */
function serverOf({ server, url, keyVariable }: LlmSettings, environment: Environment): LlmServerOptions {
  if (server === undefined && url === undefined) {
    throw new EngineError('usage', '--translator llm names no server.', {
      hint: 'Add --llm with a name such as ollama or openai, or --llm-url with an address.',
    });
  }
  const variable = keyVariableOf(server, keyVariable);
  const given = variable === undefined ? '' : keyIn(environment, variable);
  const owner = server === undefined ? 'the language model server' : LLM_PRESETS[server].label;
  const key = given === '' ? '' : checkedKey(given, { owner, code: 'translator-auth', stage: 'translation', variable });
  if (keyVariable !== undefined && key === '') {
    throw new EngineError('translator-auth', `There is no key in ${shownVariable(keyVariable)}.`, {
      hint: `Set ${shownVariable(keyVariable)}, or leave --llm-key-variable out where no key is wanted.`,
      stage: 'translation',
    });
  }
  return {
    ...(server === undefined ? {} : { preset: server }),
    ...(url === undefined ? {} : { baseUrl: url }),
    ...(variable === undefined ? {} : { keyVariable: variable }),
    ...(key === '' ? {} : { key }),
  };
}
