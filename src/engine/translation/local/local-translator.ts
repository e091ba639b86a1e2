import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { isUnspaced } from '../../../protocol/language/writing.ts';
import type { StatusNotice } from '../../../protocol/status.ts';
import { childEnvironment } from '../../child-environment.ts';
import { EngineError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { systemClock, type Clock } from '../../pipeline/clock.ts';
import { notice } from '../../pipeline/notice.ts';
import type { TermSource } from '../term-source.ts';
import type { TranslateOptions, TranslationRequest, Translator, TranslatorCapabilities } from '../translator.ts';
import { ALL_BUNDLED_NOTICE } from './bundled-models-notice.ts';
import type { ModelRoot, TranslationModel } from './model-files.ts';
import { ModelFolder } from './model-folder.ts';
import { withPlainTerms } from './plain-terms.ts';
import { splitText } from './text-pieces.ts';
import { TranslationWorkers } from './translation-workers.ts';

/** What the local translator runs on. */
export interface LocalTranslatorOptions {
  /** Folders of translation models, best first, see `ModelFolder`. */
  readonly modelRoots: readonly ModelRoot[];
  /** The pairs that "overlingo models get" knows, such as `es-en`. */
  readonly obtainablePairs?: readonly string[];
  /** JavaScript file of the worker thread. */
  readonly workerFile: string;
  /** Those of the user's glossary, whose capitals mislead the models; none when absent. */
  readonly terms?: TermSource | undefined;
  readonly log: Logger;
  /** Told once for each pair of languages that is translated with bundled models although there are others. */
  readonly onNotice?: (notice: StatusNotice) => void;
  readonly clock?: Clock;
  /** Threads at most; by default one less than the processor has, and three at most. */
  readonly threads?: number;
  /** Models in memory at most. A real one takes about 40 to 90 MiB. */
  readonly mostModels?: number;
  /** After so long without use a model leaves the memory, in milliseconds. */
  readonly idleMs?: number;
  /** Starts the thread; for tests that end it. */
  readonly startThread?: (workerFile: string) => Worker;
}

/** Enough for five targets of one spoken language. */
const MOST_MODELS = 6;

const IDLE_MS = 600_000;

/** The recogniser, the game and OBS need the rest. */
const MOST_THREADS = 3;

/**
 * Opens the models and starts its library. No model is loaded before it is needed.
 * @throws EngineError `model-missing` or `model-damaged` where no model can be used.
 */
export async function openLocalTranslator(options: LocalTranslatorOptions): Promise<LocalTranslator> {
  const {
    modelRoots,
    obtainablePairs,
    workerFile,
    log,
    clock = systemClock,
    startThread = startWorkerThread,
  } = options;
  const folder = await ModelFolder.open(modelRoots, obtainablePairs);
  for (const problem of folder.problems.values()) log.warn(problem.message, { code: problem.code });
  const workers = new TranslationWorkers({
    startThread: () => startThread(workerFile),
    clock,
    log,
    threads: options.threads ?? Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1)),
    mostModels: options.mostModels ?? MOST_MODELS,
    idleMs: options.idleMs ?? IDLE_MS,
  });
  return new LocalTranslator(folder, workers, options);
}

/** Translates on this computer, with Firefox's library and the models of a folder; through English where need be. */
export class LocalTranslator implements Translator {
  readonly name = 'local';
  readonly capabilities: TranslatorCapabilities = { streams: false, partials: true, billed: false };
  readonly notice?: string;
  readonly #folder: ModelFolder;
  readonly #workers: TranslationWorkers;
  readonly #terms: TermSource | undefined;
  readonly #onNotice: (notice: StatusNotice) => void;
  /** Models that the library refused, by file: they are not tried again. */
  readonly #refused = new Map<string, EngineError>();
  /** What was told of pairs: they are asked for again with each request. */
  readonly #told = new Set<string>();

  constructor(
    folder: ModelFolder,
    workers: TranslationWorkers,
    { terms, onNotice = () => undefined }: Pick<LocalTranslatorOptions, 'terms' | 'onNotice'> = {},
  ) {
    this.#folder = folder;
    this.#workers = workers;
    this.#terms = terms;
    this.#onNotice = onNotice;
    if (folder.models.every(({ bundled }) => bundled)) this.notice = ALL_BUNDLED_NOTICE;
  }

  /** The models in memory, and what each of them takes, in bytes. */
  get memory(): readonly { readonly pair: string; readonly bytes: number }[] {
    return this.#workers.memory;
  }

  memoryBytes(): number {
    return this.memory.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  unsupported(sourceLanguage: string, targetLanguage: string): string | undefined {
    const route = this.#folder.route(sourceLanguage, targetLanguage);
    if (!route) return this.#folder.whyNoRoute(sourceLanguage, targetLanguage);
    this.#tellBundled(route, `${sourceLanguage} into ${targetLanguage}`);
    return undefined;
  }

  async *translate(request: TranslationRequest, { signal }: TranslateOptions): AsyncIterable<string> {
    const { text, sourceLanguage, targetLanguage, final } = request;
    const route = this.#folder.route(sourceLanguage, targetLanguage);
    if (!route) {
      const reason = this.#folder.whyNoRoute(sourceLanguage, targetLanguage);
      throw new EngineError('translator-unsupported', reason, { stage: 'translation' });
    }
    const shown: string[] = [];
    let translated = false;
    const terms = this.#terms?.termsFor(sourceLanguage, targetLanguage) ?? [];
    for (const piece of splitText(withPlainTerms(text, terms, sourceLanguage), sourceLanguage)) {
      const answer = piece.kept ? piece.text : await this.#follow(route, piece.text, { urgent: final, signal });
      if (answer === '') continue;
      shown.push(answer);
      translated ||= !piece.kept;
    }
    if (translated) yield shown.join(isUnspaced(targetLanguage) ? '' : ' ');
  }

  close(): Promise<void> {
    return this.#workers.close();
  }

  /** Where all models are bundled, `notice` has said it. */
  #tellBundled(route: readonly TranslationModel[], languages: string): void {
    if (this.notice !== undefined) return;
    const bundled = route.filter((model) => model.bundled).map(({ pair }) => pair);
    if (bundled.length === 0 || this.#told.has(languages)) return;
    this.#told.add(languages);
    const told = notice('translation', {
      level: 'warning',
      code: 'bundled-model-used',
      message: `Translation of ${languages} uses the bundled demo model ${bundled.join(' and ')}, which knows few words.`,
      hint: `Get the real one: overlingo models get ${bundled.join(' ')}`,
    });
    this.#onNotice(told);
  }

  async #follow(
    route: readonly TranslationModel[],
    text: string,
    { urgent, signal }: { urgent: boolean; signal: AbortSignal },
  ): Promise<string> {
    let answer = text;
    for (const model of route) {
      if (answer === '') break;
      answer = (await this.#ask(model, answer, { urgent, signal })).trim();
    }
    return answer;
  }

  async #ask(
    model: TranslationModel,
    text: string,
    { urgent, signal }: { urgent: boolean; signal: AbortSignal },
  ): Promise<string> {
    const refused = this.#refused.get(model.modelFile);
    if (refused) throw refused;
    try {
      return await this.#workers.translate({ model, text }, urgent, signal);
    } catch (error) {
      if (error instanceof EngineError && error.code === 'model-damaged') this.#refused.set(model.modelFile, error);
      throw error;
    }
  }
}

function startWorkerThread(workerFile: string): Worker {
  // Captured: the library writes its panics to the error output, which belongs to the command line.
  return new Worker(workerFile, { stdout: true, stderr: true, env: childEnvironment(process.env) });
}
