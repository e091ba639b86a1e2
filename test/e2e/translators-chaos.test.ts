import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { openDeepLTranslator } from '../../src/engine/translation/deepl/deepl-translator.ts';
import { FailoverTranslator } from '../../src/engine/translation/failover/failover-translator.ts';
import { openLlmTranslator } from '../../src/engine/translation/llm/open-llm-translator.ts';
import { translateStage } from '../../src/engine/translation/translate-stage.ts';
import type { CaptionEvent } from '../../src/protocol/caption-event.ts';
import { final, partial } from '../support/caption-builders.ts';
import type { ScriptedReply } from '../support/deepl/scripted-reply.ts';
import { startDeepLServer } from '../support/deepl-server.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { says, type ChatReply } from '../support/openai/chat-reply.ts';
import { startOpenAiServer } from '../support/openai/openai-server.ts';
import { speechOf, targetOf } from '../support/openai/received-chat.ts';
import { openAiError } from '../support/openai/vendor-refusals.ts';
import { silentLog } from '../../src/engine/log.ts';
import { demoSentences, translateDemo } from './translators-dictionary.ts';

const TARGETS = ['en', 'fr', 'de'];
const UTTERANCES = 120;
const FAULT_SHARE = 0.12;
const SLOWEST_MS = 120;
const LIMITS = { firstTextMs: 400, stallMs: 300, totalMs: 800 };

const DEEPL_FAULTS: readonly ScriptedReply[] = [
  { status: 500, body: 'no' },
  { status: 503, headers: { 'retry-after': '1' }, body: '' },
  { status: 400, body: { message: 'no' } },
  { status: 200, body: '{"translations":[' },
  { fault: 'silent' },
  { fault: 'stalled' },
  { fault: 'cut' },
  { fault: 'endless' },
];

const LLM_FAULTS: readonly ChatReply[] = [
  openAiError(500, {}),
  openAiError(429, {}, { 'retry-after': '1' }),
  openAiError(400, {}),
  says('Sorry, I cannot help with that.'),
  { type: 'answer', text: 'The people are going', cutAfter: 1 },
  { type: 'answer', text: 'The people are going', stallAfter: 1 },
  { type: 'silent' },
  { type: 'closed' },
  { type: 'endless' },
];

it('every final is translated once or marked, in order, whatever the servers do, and no connection stays', async () => {
  const random = seeded(7);
  const delayMs = (): number => random() * SLOWEST_MS;
  const fault = <T>(faults: readonly T[]): T | undefined =>
    random() < FAULT_SHARE ? faults[Math.floor(random() * faults.length)] : undefined;
  const sockets = openSockets();
  await using deepl = await startDeepLServer({
    translate: (text, { target }) => numbered(text, target),
    reply: ({ path }) => (path === '/v2/translate' ? (fault(DEEPL_FAULTS) ?? { delayMs: delayMs() }) : undefined),
  });
  await using llm = await startOpenAiServer({
    reply: (chat) => {
      const text = numbered(speechOf(chat), targetOf(chat));
      return fault(LLM_FAULTS) ?? { type: 'answer', text, firstByteMs: delayMs(), pieceMs: 2 };
    },
  });
  const members = [
    openDeepLTranslator({
      ...{ key: 'any', serverUrl: deepl.url, modelType: 'latency_optimized', formality: 'default' },
      ...{ background: '', log: silentLog, onNotice: () => undefined },
    }),
    await openLlmTranslator({ baseUrl: llm.url, model: 'any', prompt: { style: 'plain' }, log: silentLog }),
  ].map((translator) => ({ translator, limits: LIMITS }));
  const translator = new FailoverTranslator({
    ...{ members, log: silentLog, random },
    ...{ onNotice: () => undefined, onCacheHit: () => undefined },
  });
  const stage = translateStage({
    targets: TARGETS.map((language) => ({ language, translator })),
    onNotice: () => undefined,
  });
  const context = { signal: new AbortController().signal, clock: systemClock, log: silentLog };
  const events: CaptionEvent[] = [];
  for await (const event of stage(speech(), context)) events.push(event);
  const { status } = translator;
  await translator.close();

  for (const language of TARGETS) {
    const finals = events.filter((event) => event.type === 'translation-final' && event.language === language);
    expect(finals.map(({ utteranceId }) => utteranceId)).toEqual(spoken().map((_, index) => `u${index}`));
    const wrong = finals.filter((event, index) => {
      if (event.type !== 'translation-final') return true;
      const source = spoken()[index] ?? '';
      return event.text !== (event.untranslated ? source : numbered(source, language));
    });
    expect(wrong).toEqual([]);
    const marked = finals.filter((event) => event.type === 'translation-final' && event.untranslated);
    expect(marked.length).toBeLessThan(UTTERANCES);
  }
  // How many of its faults a translator meets depends on how often the other one rests.
  for (const { requests, failures } of status) expect(requests).toBeGreaterThan(Object.keys(failures).length);
  expect(new Set(status.flatMap(({ failures }) => Object.keys(failures))).size).toBeGreaterThan(2);
  await eventually(() => expect(openSockets()).toBe(sockets), 8000);
}, 60_000);

/** What is said: sentences of the demo clip, each with its number, so that none is said twice. */
function spoken(): readonly string[] {
  const sentences = demoSentences('es');
  return Array.from({ length: UTTERANCES }, (_, index) => `${sentences[index % sentences.length] ?? ''} ${index}`);
}

async function* speech(): AsyncGenerator<CaptionEvent, void, undefined> {
  for (const [index, text] of spoken().entries()) {
    yield { ...partial(`u${index}`, 1, text.slice(0, text.lastIndexOf(' '))), language: 'es' };
    await sleep(30);
    yield final(`u${index}`, 2, text, 'es');
    await sleep(30);
  }
}

/** The translation of a sentence with a number, or of one without. */
function numbered(text: string, target: string): string {
  const [, sentence = text, number] = /^(.*) (\d+)$/su.exec(text) ?? [];
  const translation = translateDemo(sentence, 'es', target);
  return number === undefined ? translation : `${translation} ${number}`;
}

/** Numbers in [0, 1), the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** How many connections this process has, at either end. */
function openSockets(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length;
}
