import { LRUCache } from 'lru-cache';
import type { TranslationRequest } from '../translator.ts';

/** Longer sentences hardly come twice, and depend on what was said before. In characters. */
const LONGEST_CACHED_TEXT = 40;

const CAPACITY = 500;

/** Translations of short finals, such as greetings, that are said again and again. */
export class AnswerCache {
  readonly #answers = new LRUCache<string, string>({ max: CAPACITY });

  get(request: TranslationRequest): string | undefined {
    return this.#answers.get(keyOf(request));
  }

  /** Keeps the answer where its request is worth it. */
  add(request: TranslationRequest, answer: string): void {
    if (request.final && request.text.length <= LONGEST_CACHED_TEXT) this.#answers.set(keyOf(request), answer);
  }
}

function keyOf({ sourceLanguage, targetLanguage, text }: TranslationRequest): string {
  return JSON.stringify([sourceLanguage, targetLanguage, text.trim()]);
}
