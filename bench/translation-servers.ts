import type { TranslationSettings } from '../src/engine/translation/settings.ts';
import type { ChatReply } from '../test/support/openai/chat-reply.ts';
import { pretendTranslation } from '../test/support/openai/pretend-translation.ts';
import { speechOf, type ReceivedChat } from '../test/support/openai/received-chat.ts';
import { translationBy } from '../test/support/translation-config.ts';
import { quantileOf, type BenchLine } from './report.ts';

/** Requests of each kind that are measured, after some that are not: code is slow when it runs first. */
export const REQUESTS = 100;
export const WARM_UP = 50;

/** Where the key of DeepL is looked up. */
export const BENCH_ENVIRONMENT = { DEEPL_API_KEY: 'test' };

/** Translation by a language model at this address only. */
export function llmAt(baseUrl: string): TranslationSettings {
  return { ...translationBy(['llm']), llm: { url: baseUrl, style: 'plain' } };
}

/** Translation by DeepL at this address only. */
export function deeplAt(serverUrl: string): TranslationSettings {
  const settings = translationBy(['deepl']);
  return { ...settings, deepl: { ...settings.deepl, url: serverUrl, partials: true } };
}

/** An English sentence, longer than what is kept of earlier answers, and never the same. */
export function sentence(index: number): string {
  return `We found ${index} golden keys behind the old house, and now we open the door.`;
}

/** What the test server answers: Spanish words. */
export function spanishAnswer(chat: ReceivedChat): Extract<ChatReply, { type: 'answer' }> {
  return { type: 'answer', text: pretendTranslation(speechOf(chat), 'Spanish') };
}

/** The 95th percentile of times in milliseconds, as a line of the report. */
export function delayLine(name: string, times: readonly number[], goal: number): BenchLine {
  const [median, slow] = [quantileOf(times, 0.5), quantileOf(times, 0.95)];
  const detail = `p50 ${median.toFixed(1)} ms, slowest ${Math.max(...times).toFixed(1)} ms of ${times.length}`;
  return { name, value: slow, unit: 'ms', goal, detail };
}
