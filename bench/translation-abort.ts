import { setTimeout as sleep } from 'node:timers/promises';
import { startDeepLServer } from '../test/support/deepl-server.ts';
import { startOpenAiServer } from '../test/support/openai/openai-server.ts';
import type { BenchLine } from './report.ts';
import { TranslationPath } from './translation-path.ts';
import { deeplAt, delayLine, llmAt, REQUESTS, sentence, spanishAnswer, WARM_UP } from './translation-servers.ts';

const GOAL_MS = 5;

/** So long a request runs before it is not wanted any more. */
const RUNNING_MS = 5;

/** From a discard to the end of the connection, as the server sees it. */
export async function abortLines(): Promise<BenchLine[]> {
  const silent = await abortedLlm('silent');
  const streaming = await abortedLlm('streaming');
  const deepl = await abortedDeepL();
  return [
    delayLine('llm: discard before the answer to closed socket, p95', silent, GOAL_MS),
    delayLine('llm: discard amid the answer to closed socket, p95', streaming, GOAL_MS),
    delayLine('deepl: discard to closed socket, p95', deepl, GOAL_MS),
  ];
}

async function abortedLlm(when: 'silent' | 'streaming'): Promise<number[]> {
  await using server = await startOpenAiServer({
    reply: (chat) => (when === 'silent' ? { type: 'silent' } : { ...spanishAnswer(chat), stallAfter: 3 }),
  });
  await using path = await TranslationPath.open(llmAt(server.url));
  return await abortTimes(path, async (index) => {
    const { closed } = await server.chat(index);
    return async () => (await closed).atMs;
  });
}

async function abortedDeepL(): Promise<number[]> {
  await using server = await startDeepLServer({
    reply: ({ path }) => (path === '/v2/translate' ? { fault: 'silent' } : undefined),
  });
  await using path = await TranslationPath.open(deeplAt(server.url));
  return await abortTimes(path, async (index) => {
    while (server.translations().length <= index) await sleep(1);
    return async () => (await server.translations()[index]?.abortedAtMs) ?? Number.NaN;
  });
}

/** @param arrived resolves once the server has the request, with what waits for the end of its connection. */
async function abortTimes(
  path: TranslationPath,
  arrived: (index: number) => Promise<() => Promise<number>>,
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < WARM_UP + REQUESTS; index += 1) {
    path.say('transcript-final', `u${index}`, sentence(index));
    const closed = await arrived(index);
    await sleep(RUNNING_MS);
    const discardedAtMs = path.say('utterance-discard', `u${index}`, '');
    const closedAtMs = await closed();
    if (index >= WARM_UP) times.push(closedAtMs - discardedAtMs);
  }
  return times;
}
