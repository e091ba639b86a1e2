import { describe, expect, it } from 'vitest';
import { ChatParameters } from '../../../../../src/engine/translation/llm/chat-parameters.ts';
import { resolveServer } from '../../../../../src/engine/translation/llm/llm-server.ts';
import { LLM_PRESETS, type LlmPresetName } from '../../../../../src/engine/translation/llm/presets.ts';

describe('presets', () => {
  it.each([
    ['openai', 'gpt-4.1-mini', { temperature: 0, max_completion_tokens: 9, stream_options: { include_usage: true } }],
    ['openai', 'gpt-5-nano', { max_completion_tokens: 9, reasoning_effort: 'minimal' }],
    ['openai', 'gpt-5.1', { max_completion_tokens: 9, reasoning_effort: 'none' }],
    ['ollama', 'qwen3:4b', { max_tokens: 9, reasoning_effort: 'none' }],
    ['llama.cpp', 'any', { max_tokens: 9, chat_template_kwargs: { enable_thinking: false } }],
    ['groq', 'qwen/qwen3-32b', { max_completion_tokens: 9, reasoning_effort: 'none' }],
    ['deepseek', 'deepseek-v4-flash', { max_tokens: 9, thinking: { type: 'disabled' } }],
  ] as const)('ask %s with model %s in its own way', (name, model, fields) => {
    expect(new ChatParameters(LLM_PRESETS[name]).fields(model, 9)).toMatchObject(fields);
  });

  it('send Mistral only what it knows', () => {
    const fields = new ChatParameters(LLM_PRESETS.mistral).fields('mistral-small-latest', 9);
    expect(fields).toEqual({ stream: true, temperature: 0, max_tokens: 9 });
  });

  it.each(Object.keys(LLM_PRESETS) as LlmPresetName[])('%s is a server that can be asked', (preset) => {
    const server = resolveServer({ preset, key: 'key' });
    expect(new URL(server.baseUrl).pathname).not.toMatch(/\/$/u);
    // A vendor has a key, a local server a way to start it.
    expect(server.keyVariable === undefined).toBe(server.startHint !== undefined);
  });

  it('want the key of a vendor, and say where', () => {
    expect(() => resolveServer({ preset: 'groq' })).toThrow('There is no key for Groq.');
    expect(resolveServer({ preset: 'ollama' }).key).toBeUndefined();
  });

  it.each([undefined, 'localhost:1234', 'ftp://host/v1', 'https://name:secret@host/v1'])(
    'refuse the address %s',
    (baseUrl) => {
      const options = baseUrl === undefined ? {} : { baseUrl };
      expect(() => resolveServer(options)).toThrow(/not a web address/u);
    },
  );
});
