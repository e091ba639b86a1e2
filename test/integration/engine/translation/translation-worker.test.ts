import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import type { LocalTranslator } from '../../../../src/engine/translation/local/local-translator.ts';
import { ManualClock, settle } from '../../../../src/testing/manual-clock.ts';
import { answerOf, openLocal, request } from './translation-models.ts';

const LONG = 'We found the key in the forest. '.repeat(12);

let translator: LocalTranslator;
let threads: Worker[] = [];

async function open(
  startThread = (file: string) => new Worker(file, { stdout: true, stderr: true }),
  clock?: ManualClock,
): Promise<void> {
  threads = [];
  translator = await openLocal({
    startThread: (file) => {
      const thread = startThread(file);
      threads.push(thread);
      return thread;
    },
    ...(clock ? { clock } : {}),
  });
}

afterEach(() => translator.close());

it('gives what waited to a new thread when its thread ends', async () => {
  await open();
  expect(await answerOf(translator, request('Hello friends!', ['en', 'es']))).toBe('¡Hola amigos!');
  const answers = ['Where is the key?', 'Where is the map?'].map((text) =>
    answerOf(translator, request(text, ['en', 'es'])),
  );
  await threads[0]?.terminate();
  expect(await Promise.all(answers)).toEqual(['¿Dónde está la llave?', '¿Dónde está el mapa?']);
  expect(threads).toHaveLength(2);
});

it('gives up a request whose thread ended twice, and answers the next one', async () => {
  await open((file) => {
    const thread = new Worker(file, { stdout: true, stderr: true });
    const post = thread.postMessage.bind(thread);
    thread.postMessage = (message: { text: string }) => {
      if (message.text.includes('poison')) void thread.terminate();
      else post(message);
    };
    return thread;
  });
  const bad = answerOf(translator, request('poison', ['en', 'es']));
  const good = answerOf(translator, request('Where is the key?', ['en', 'es']));
  await expect(bad).rejects.toMatchObject({ code: 'translator-failed', retryable: true });
  expect(await good).toBe('¿Dónde está la llave?');
  expect(threads).toHaveLength(3);
});

it('fails with an EngineError where the thread cannot start', async () => {
  await open(() => new Worker('/nowhere/translation-worker.js', { stdout: true, stderr: true }));
  await expect(answerOf(translator, request('Hello!', ['en', 'es']))).rejects.toMatchObject({
    code: 'translator-failed',
  });
});

it('replaces a thread that is silent for 30 seconds, and does not try its request again', async () => {
  const clock = new ManualClock();
  await open((file) => {
    const thread = new Worker(file, { stdout: true, stderr: true });
    const post = thread.postMessage.bind(thread);
    thread.postMessage = (message: { text: string }) => {
      if (!message.text.includes('endless')) post(message);
    };
    return thread;
  }, clock);
  const hung = expect(answerOf(translator, request('endless', ['en', 'es']))).rejects.toThrow(/within 30 seconds/);
  const next = answerOf(translator, request('Where is the key?', ['en', 'es']));
  await once(threads[0]!, 'message');
  await settle();
  await clock.advance(30_000);
  await hung;
  await clock.advance(1000);
  expect(await next).toBe('¿Dónde está la llave?');
  expect(threads).toHaveLength(2);
});

it('does finals before the partials that wait, and nothing that was aborted', async () => {
  await open();
  await answerOf(translator, request('Hello friends!', ['en', 'es']));
  const order: string[] = [];
  const ask = async (name: string, final: boolean, signal?: AbortSignal): Promise<void> => {
    await answerOf(translator, request(`${LONG} ${name}`, ['en', 'es'], final), signal);
    order.push(name);
  };
  const abort = new AbortController();
  const running = ask('running', false);
  const aborted = ask('aborted', false, abort.signal);
  const partial = ask('partial', false);
  const final = ask('final', true);
  abort.abort();
  await expect(aborted).rejects.toThrow();
  await Promise.all([running, partial, final]);
  expect(order).toEqual(['running', 'final', 'partial']);
});

it('translates nothing after it was closed', async () => {
  await open();
  const waiting = expect(answerOf(translator, request('Hello!', ['en', 'es']))).rejects.toMatchObject({
    code: 'translator-failed',
  });
  await translator.close();
  await waiting;
  await expect(answerOf(translator, request('Hello!', ['en', 'es']))).rejects.toMatchObject({
    code: 'translator-failed',
  });
});
