import { z } from 'zod';
import { setting } from '../../setting.ts';
import { choice, eitherOf, variableName } from '../../setting-text.ts';
import { webAddress } from '../web-address.ts';
import { LLM_PRESET_NAMES } from './presets.ts';
import { CAPTION_STYLES } from './caption-style.ts';

/** The server of a language model, and how it shall translate. */
export const llmSettings = z.strictObject({
  server: setting(choice(LLM_PRESET_NAMES).optional(), {
    description: eitherOf(LLM_PRESET_NAMES),
    flag: 'llm',
    value: '<server>',
    live: true,
  }),
  url: setting(webAddress.optional(), {
    description: 'address of a server that speaks the protocol of OpenAI',
    flag: 'llm-url',
    value: '<url>',
    live: true,
  }),
  model: setting(z.string().min(1, 'is empty').optional(), {
    description: 'model of the server',
    flag: 'llm-model',
    value: '<name>',
    live: true,
  }),
  keyVariable: setting(variableName.optional(), {
    description: 'environment variable with the key of the server',
    flag: 'llm-key-variable',
    value: '<name>',
    live: true,
  }),
  style: setting(choice(CAPTION_STYLES).default('plain'), {
    description: 'plain, casual or formal; for language models',
    flag: 'style',
    value: '<style>',
    live: true,
  }),
});

export type LlmSettings = z.infer<typeof llmSettings>;
