import type { TranslationUsage } from '../translator.ts';
import type { Prompt } from './prompt.ts';

/** What a server puts around the two messages, in tokens. */
const FRAME_TOKENS = 64;

/** A request may have so many more tokens for its bytes than those before it. */
const MARGIN = 1.25;

/** What a request costs at most: a token is at least one byte. @param outputTokens the most that the answer may have. */
export function mostTokens(prompt: Prompt, outputTokens: number): TranslationUsage {
  return { inputTokens: bytesOf(prompt) + FRAME_TOKENS, outputTokens, estimated: true };
}

/** Learns how many tokens a prompt has for its bytes, for requests of which the server does not tell it. */
export class TokenEstimate {
  #mostPerByte: number | undefined;

  /** Takes note of what the server has counted. */
  learn(prompt: Prompt, { inputTokens = 0 }: TranslationUsage): void {
    this.#mostPerByte = Math.max(this.#mostPerByte ?? 0, inputTokens / bytesOf(prompt));
  }

  /** What a request may have cost, rather too much. @param outputTokens the most that the answer may have had. */
  of(prompt: Prompt, outputTokens: number): TranslationUsage {
    const most = mostTokens(prompt, outputTokens);
    if (this.#mostPerByte === undefined) return most;
    const inputTokens = Math.ceil(bytesOf(prompt) * this.#mostPerByte * MARGIN) + FRAME_TOKENS;
    return { ...most, inputTokens: Math.min(most.inputTokens ?? 0, inputTokens) };
  }
}

function bytesOf({ system, user }: Prompt): number {
  return Buffer.byteLength(system) + Buffer.byteLength(user);
}
