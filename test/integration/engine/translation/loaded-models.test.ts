import { Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import type {
  LocalTranslator,
  LocalTranslatorOptions,
} from '../../../../src/engine/translation/local/local-translator.ts';
import { ManualClock, settle } from '../../../../src/testing/manual-clock.ts';
import { answerOf, openLocal, request } from './translation-models.ts';

const MINUTE_MS = 60_000;

let translator: LocalTranslator;
let threads: { readonly worker: Worker; ended: boolean }[] = [];
let unloads = 0;

async function open(options: Partial<LocalTranslatorOptions>): Promise<ManualClock> {
  const clock = new ManualClock();
  threads = [];
  unloads = 0;
  translator = await openLocal({
    clock,
    startThread: (file) => {
      const worker = new Worker(file, { stdout: true, stderr: true });
      const thread = { worker, ended: false };
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message: { type: string }) => {
        if (message.type === 'unload') unloads += 1;
        post(message);
      };
      worker.once('exit', () => (thread.ended = true));
      threads.push(thread);
      return worker;
    },
    ...options,
  });
  return clock;
}

afterEach(() => translator.close());

const ask = (target: string): Promise<string> => answerOf(translator, request('Hello friends!', ['en', target]));
const inMemory = (): string[] => translator.memory.map(({ pair }) => pair);

it('loads a model when it is needed first, and says what it takes', async () => {
  await open({ threads: 1 });
  expect(threads).toEqual([]);
  expect(translator.memory).toEqual([]);
  await ask('es');
  expect(inMemory()).toEqual(['en-es']);
  expect(translator.memory[0]?.bytes).toBeGreaterThan(1_000_000);
});

it('frees an idle model, then ends the idle thread, and starts again with the next request', async () => {
  const clock = await open({ threads: 1 });
  await ask('es');
  await clock.advance(6 * MINUTE_MS);
  await ask('de');
  await clock.advance(5 * MINUTE_MS);
  expect(inMemory()).toEqual(['en-de']);
  expect([unloads, threads[0]?.ended]).toEqual([1, false]);
  await clock.advance(6 * MINUTE_MS);
  expect(inMemory()).toEqual([]);
  await expect.poll(() => threads[0]?.ended).toBe(true);
  expect(await answerOf(translator, request('Where is the key?', ['en', 'es']))).toBe('¿Dónde está la llave?');
  expect(threads).toHaveLength(2);
});

it('keeps a model that is used, however long', async () => {
  const clock = await open({ threads: 1 });
  for (let minute = 0; minute < 30; minute += 6) {
    await ask('es');
    await clock.advance(6 * MINUTE_MS);
  }
  expect([unloads, threads.length, inMemory()]).toEqual([0, 1, ['en-es']]);
});

it('has no more models in memory than allowed: the one that was not used for longest goes', async () => {
  await open({ threads: 1, mostModels: 2 });
  await ask('es');
  await ask('de');
  await ask('es');
  await ask('fr');
  expect(inMemory()).toEqual(['en-fr', 'en-es']);
  expect(unloads).toBe(1);
  expect(await ask('de')).toBe('Hallo Freunde!');
});

it('shares the models between threads, each in one of them', async () => {
  await open({ threads: 2 });
  expect(await Promise.all(['es', 'de', 'fr'].map(ask))).toEqual([
    '¡Hola amigos!',
    'Hallo Freunde!',
    'Salut les amis !',
  ]);
  await ask('es');
  expect(threads).toHaveLength(2);
  expect(inMemory().toSorted()).toEqual(['en-de', 'en-es', 'en-fr']);
});

it('forgets the models of a thread that ends', async () => {
  const clock = await open({ threads: 2 });
  await Promise.all(['es', 'de'].map(ask));
  await threads[0]?.worker.terminate();
  await settle();
  expect(inMemory()).toEqual(['en-de']);
  const answer = answerOf(translator, request('Where is the key?', ['en', 'es']));
  await clock.advance(1000);
  expect(await answer).toBe('¿Dónde está la llave?');
  expect(inMemory()).toEqual(['en-es', 'en-de']);
});
