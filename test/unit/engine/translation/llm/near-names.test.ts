import { expect, it } from 'vitest';
import { nearNames } from '../../../../../src/engine/translation/llm/near-names.ts';

const NAMES = ['qwen2.5:7b', 'llama3.1:8b', 'gemma3:4b', 'openai/gpt-4.1-mini'];

it.each([
  ['llama3.1', ['llama3.1:8b']],
  ['lama3.1:8b', ['llama3.1:8b']],
  ['gpt-4.1-mini', ['openai/gpt-4.1-mini']],
  ['Qwen2.5:7B', ['qwen2.5:7b']],
  ['something-else-altogether', []],
])('finds the names that are written like %s', (wanted, near) => {
  expect(nearNames(wanted, NAMES, 1)).toEqual(near);
});
