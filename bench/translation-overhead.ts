import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerStream } from '../src/engine/translation/llm/answer/answer-stream.ts';
import { startOpenAiServer } from '../test/support/openai/openai-server.ts';
import { speechOf, type ReceivedChat } from '../test/support/openai/received-chat.ts';
import type { BenchLine } from './report.ts';
import { SOURCE, TARGET, TranslationPath } from './translation-path.ts';
import { delayLine, llmAt, REQUESTS, sentence, spanishAnswer, WARM_UP } from './translation-servers.ts';

/** A token each 12 ms is about what a small model gives on a good GPU. */
const PIECE_MS = 12;

/** Nobody speaks without a pause. */
const PAUSE_MS = 20;

const GOAL_MS = 10;

/** From a byte of a language model's answer to the first word on the page. */
export async function overheadLines(): Promise<BenchLine[]> {
  const fromFirst: number[] = [];
  const fromDecisive: number[] = [];
  for (const pieceMs of [0, PIECE_MS]) {
    await using server = await startOpenAiServer({
      reply: (chat) => ({ ...spanishAnswer(chat), firstByteMs: 5, pieceMs }),
    });
    await using path = await TranslationPath.open(llmAt(server.url));
    for (let index = 0; index < WARM_UP + REQUESTS; index += 1) {
      const name = `u${index}`;
      await sleep(PAUSE_MS);
      path.say('transcript-final', name, sentence(index));
      const first = await path.received(name, 'translation-partial', 'translation-final');
      await path.received(name, 'translation-final');
      const chat = await server.chat(index);
      if (index < WARM_UP) continue;
      const times = pieceMs === 0 ? fromFirst : fromDecisive;
      times.push(first.receivedAtMs - (pieceMs === 0 ? firstByteAtMs(chat) : decisiveByteAtMs(chat)));
    }
  }
  return [
    delayLine('llm: first byte of a fast answer to the page, p95', fromFirst, GOAL_MS),
    delayLine(
      `llm: byte that clears the opening (a token each ${PIECE_MS} ms) to the page, p95`,
      fromDecisive,
      GOAL_MS,
    ),
  ];
}

function firstByteAtMs({ writes }: ReceivedChat): number {
  return writes[0]?.atMs ?? Number.NaN;
}

/** When the server wrote the token that lets the opening of the answer pass. */
function decisiveByteAtMs(chat: ReceivedChat): number {
  const source = speechOf(chat);
  const stream = new AnswerStream({ source, sourceLanguage: SOURCE, targetLanguage: TARGET, instruction: '' });
  const decisive = chat.writes.find(({ text }) => {
    const content = /"content":("(?:[^"\\]|\\.)*")/u.exec(text)?.[1];
    return content !== undefined && stream.push(JSON.parse(content) as string) !== undefined;
  });
  return decisive?.atMs ?? Number.NaN;
}
