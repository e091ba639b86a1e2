import type { TranslationUsage } from '../translator.ts';
import { IncompleteAnswer } from './server-failure.ts';

/** One thing that happens while an answer comes. */
export type ChatEvent =
  | { readonly type: 'text'; readonly text: string }
  /** The model thinks before it answers, and the server keeps that apart. */
  | { readonly type: 'thinking' }
  /** The answer is complete; `reason` as the server gives it, such as `stop` or `length`. */
  | { readonly type: 'finish'; readonly reason: string };

/**
 * Reads the chunks of a streamed answer, or the only one of an answer that is not. Servers leave out what they like, so
 * nothing is taken for granted. Throws `IncompleteAnswer` where text came and nothing said that it was all.
 */
export async function* readChatAnswer(
  chunks: AsyncIterable<unknown> | Iterable<unknown>,
  onUsage: ((usage: TranslationUsage) => void) | undefined,
): AsyncGenerator<ChatEvent, void, undefined> {
  let usage: TranslationUsage | undefined;
  let last: ChatEvent['type'] = 'finish';
  try {
    for await (const chunk of chunks) {
      usage = readUsage(chunk) ?? usage;
      const choices = field(chunk, 'choices');
      const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
      for (const event of readChoice(choice)) {
        last = event.type;
        yield event;
      }
    }
    if (last === 'text') throw new IncompleteAnswer();
  } finally {
    if (usage) onUsage?.(usage);
  }
}

function* readChoice(choice: unknown): Generator<ChatEvent, void, undefined> {
  const delta = field(choice, 'delta') ?? field(choice, 'message');
  const text = textOf(field(delta, 'content'));
  const refusal = field(delta, 'refusal');
  const thoughts = field(delta, 'reasoning_content') ?? field(delta, 'reasoning');
  const reason = field(choice, 'finish_reason');
  if (typeof thoughts === 'string' && thoughts !== '') yield { type: 'thinking' };
  if (text !== '') yield { type: 'text', text };
  if (typeof refusal === 'string' && refusal !== '') yield { type: 'finish', reason: 'refusal' };
  else if (typeof reason === 'string' && reason !== '') yield { type: 'finish', reason };
  // An answer in one piece is whole, whether or not it says so.
  else if (field(choice, 'message') !== undefined) yield { type: 'finish', reason: 'stop' };
}

/** The error in a body that came with a status of success; `undefined` where there is none. */
export function errorIn(answer: unknown): unknown {
  return field(answer, 'error') ?? undefined;
}

/** Mistral may give a list of parts, of which those of the type `thinking` are no text. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const parts: readonly unknown[] = content;
  return parts.map((part) => (field(part, 'type') === 'text' ? textOf(field(part, 'text')) : '')).join('');
}

function readUsage(chunk: unknown): TranslationUsage | undefined {
  const usage = field(chunk, 'usage');
  const inputTokens = field(usage, 'prompt_tokens');
  const outputTokens = field(usage, 'completion_tokens');
  if (typeof inputTokens !== 'number' || typeof outputTokens !== 'number') return undefined;
  return { inputTokens, outputTokens };
}

/** The ids in an answer of `/models`, without the folder that Gemini puts before them; none where it is no such list. */
export function readModelIds(answer: unknown): readonly string[] {
  const data = field(answer, 'data');
  if (!Array.isArray(data)) return [];
  const list: readonly unknown[] = data;
  const ids = list.map((entry) => field(entry, 'id')).filter((id) => typeof id === 'string');
  return ids.map((id) => id.replace(/^models\//u, ''));
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
