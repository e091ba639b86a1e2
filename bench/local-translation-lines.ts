import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openLocalTranslator, type LocalTranslator } from '../src/engine/translation/local/local-translator.ts';
import type { UtteranceId } from '../src/protocol/caption-event.ts';
import { files, silentLog } from './live-run.ts';
import { writeRandomModel, type ModelSize } from './random-translation-model.ts';
import { quantileOf, type BenchLine } from './report.ts';

const SENTENCES = 8;
const WORDS = 15;

/** Languages that one sentence is translated into at once. */
const TARGETS = ['es', 'de', 'fr'];

/** The main thread must not be held up: sound comes every 32 ms. */
const LONGEST_DELAY_MS = 32;

/** So soon a model that is not used leaves the memory in this run, in milliseconds. */
const IDLE_MS = 6000;

/**
 * The local translator at the sizes of Firefox's models, with random weights: they never end a sentence by themselves, so
 * answers are twice as long as real ones.
 */
export async function localTranslationLines(): Promise<BenchLine[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-bench-'));
  try {
    const lines: BenchLine[] = [];
    for (const size of ['tiny', 'base-memory'] as const) lines.push(...(await measure(size, path.join(folder, size))));
    return lines;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measure(size: ModelSize, folder: string): Promise<BenchLine[]> {
  for (const target of TARGETS) writeRandomModel(size, path.join(folder, `en-${target}`));
  const memory = { beforeMiB: residentMiB(), loadedMiB: 0, unloadedMiB: 0 };
  const open = (threads: number): Promise<LocalTranslator> =>
    openLocalTranslator({
      modelRoots: [{ folder, bundled: false }],
      workerFile: files.translationWorker,
      log: silentLog,
      threads,
      idleMs: IDLE_MS,
    });
  const one = await open(1);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await translate(one, 'es');
  delay.enable();
  const sentencesMs: number[] = [];
  for (let sentence = 0; sentence < SENTENCES; sentence += 1) sentencesMs.push(await translate(one, 'es'));
  delay.disable();
  const loneMs = await translateAll(one);
  memory.loadedMiB = residentMiB();
  const models = one.memory.map(({ bytes }) => bytes / 2 ** 20);
  await new Promise((resolve) => setTimeout(resolve, 1.5 * IDLE_MS));
  memory.unloadedMiB = residentMiB();
  await one.close();
  const several = await open(TARGETS.length);
  await translateAll(several);
  const sharedMs = await translateAll(several);
  await several.close();
  const { beforeMiB, loadedMiB, unloadedMiB } = memory;
  return [
    {
      name: `local: sentence of ${WORDS} words, ${size}`,
      value: quantileOf(sentencesMs, 0.5),
      unit: 'ms',
      detail: `median of ${SENTENCES}; slowest ${Math.max(...sentencesMs).toFixed(0)} ms`,
    },
    {
      name: `local: event loop delay meanwhile, p99, ${size}`,
      value: delay.percentile(99) / 1e6,
      unit: 'ms',
      goal: LONGEST_DELAY_MS,
      detail: 'of the main thread',
    },
    {
      name: `local: ${TARGETS.length} languages by ${TARGETS.length} threads / by one, ${size}`,
      value: sharedMs / loneMs,
      unit: 'x',
      detail: `${sharedMs.toFixed(0)} ms and ${loneMs.toFixed(0)} ms, on ${os.availableParallelism()} processors`,
    },
    {
      name: `local: memory once ${TARGETS.length} models are idle / while loaded, ${size}`,
      value: unloadedMiB / loadedMiB,
      unit: 'x',
      goal: 0.9,
      detail: `before ${beforeMiB.toFixed(0)} MiB, loaded ${loadedMiB.toFixed(0)}, idle ${unloadedMiB.toFixed(0)}; by model ${models.map((each) => each.toFixed(0)).join(', ')} MiB`,
    },
  ];
}

async function translateAll(translator: LocalTranslator): Promise<number> {
  const startMs = performance.now();
  await Promise.all(TARGETS.map((target) => translate(translator, target)));
  return performance.now() - startMs;
}

let spoken = 0;

/** Translates a sentence that was not said before, and gives how long that took, in milliseconds. */
async function translate(translator: LocalTranslator, targetLanguage: string): Promise<number> {
  spoken += 1;
  const text = Array.from({ length: WORDS }, (_, word) => `w${spoken * WORDS + word}`).join(' ');
  const request = { utteranceId: `${spoken}` as UtteranceId, text, sourceLanguage: 'en', targetLanguage };
  const startMs = performance.now();
  const answers = translator.translate(
    { ...request, final: true, previousText: '', context: [] },
    { signal: new AbortController().signal },
  );
  for await (const answer of answers) if (answer === '') throw new Error('No answer.');
  return performance.now() - startMs;
}

function residentMiB(): number {
  return process.memoryUsage().rss / 2 ** 20;
}
