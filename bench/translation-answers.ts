import { startDeepLServer } from '../test/support/deepl-server.ts';
import { startOpenAiServer } from '../test/support/openai/openai-server.ts';
import { quantileOf, type BenchLine } from './report.ts';
import { TranslationPath } from './translation-path.ts';
import { deeplAt, llmAt, REQUESTS, sentence, spanishAnswer, WARM_UP } from './translation-servers.ts';

/** What both servers take for an answer. */
const ANSWER_MS = 50;

/** From the final transcript to its translation on the page, against a bare request to the same server. */
export async function answerLines(): Promise<BenchLine[]> {
  await using chats = await startOpenAiServer({
    reply: (chat) => ({ ...spanishAnswer(chat), firstByteMs: ANSWER_MS }),
  });
  await using deepl = await startDeepLServer({
    reply: ({ path }) => (path === '/v2/translate' ? { delayMs: ANSWER_MS } : undefined),
  });
  return [
    await answerLine('llm', await TranslationPath.open(llmAt(chats.url)), () => askChat(chats.url)),
    await answerLine('deepl', await TranslationPath.open(deeplAt(deepl.url)), () => askDeepL(deepl.url)),
  ];
}

async function answerLine(name: string, opened: TranslationPath, bare: () => Promise<string>): Promise<BenchLine> {
  await using path = opened;
  const [own, floor]: [number[], number[]] = [[], []];
  for (let index = 0; index < WARM_UP + REQUESTS; index += 1) {
    const startMs = performance.now();
    await bare();
    const bareMs = performance.now() - startMs;
    const saidAtMs = path.say('transcript-final', `u${index}`, sentence(index));
    const { receivedAtMs } = await path.received(`u${index}`, 'translation-final');
    if (index < WARM_UP) continue;
    own.push(receivedAtMs - saidAtMs);
    floor.push(bareMs);
  }
  const [median, bareMedian] = [quantileOf(own, 0.5), quantileOf(floor, 0.5)];
  return {
    name: `${name}: final to its translation on the page / bare request, server of ${ANSWER_MS} ms`,
    value: median / bareMedian,
    unit: 'x',
    goal: 1.2,
    detail: `medians ${median.toFixed(1)} and ${bareMedian.toFixed(1)} ms, p95 ${quantileOf(own, 0.95).toFixed(1)} and ${quantileOf(floor, 0.95).toFixed(1)} ms`,
  };
}

async function askChat(url: string): Promise<string> {
  const body = JSON.stringify({
    model: 'test-model',
    stream: true,
    messages: [{ role: 'user', content: '<speech>Hello my friends.</speech>' }],
  });
  const response = await fetch(`${url}/chat/completions`, { method: 'POST', body });
  return response.text();
}

async function askDeepL(url: string): Promise<string> {
  const body = new URLSearchParams({ text: 'Hello my friends.', target_lang: 'ES' });
  const response = await fetch(`${url}/v2/translate`, { method: 'POST', body });
  return response.text();
}
