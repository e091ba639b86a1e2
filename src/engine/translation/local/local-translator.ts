import { Worker } from 'node:worker_threads';
import { isUnspaced } from '../../../protocol/language.ts';
import { EngineError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { systemClock, type Clock } from '../../pipeline/clock.ts';
import type { TranslationRequest, Translator, TranslatorCapabilities } from '../translator.ts';
import { ModelFolder, type TranslationModel } from './model-folder.ts';
import { splitText } from './text-pieces.ts';
import { TranslationWorker } from './translation-worker.ts';

/** What the local engine runs on. */
export interface LocalTranslatorOptions {
  /** Folder of translation models, see `ModelFolder`. */
  readonly modelFolder: string;
  /** True for the models that come with the program, which know few words. */
  readonly bundledModels: boolean;
  /** JavaScript file of the worker thread. */
  readonly workerFile: string;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Starts the thread; for tests that end it. */
  readonly startThread?: (workerFile: string) => Worker;
}

const BUNDLED_MODELS_NOTICE =
  'The bundled translation models know only a small vocabulary (about 450 words of stream talk in English, Spanish, ' +
  'German and French); real speech needs real models for the local engine.';

/**
 * Opens the models and starts the engine.
 * @throws EngineError `model-missing` or `model-damaged` where no model can be used.
 */
export async function openLocalTranslator(options: LocalTranslatorOptions): Promise<LocalTranslator> {
  const { modelFolder, workerFile, log, clock = systemClock, startThread = startWorkerThread } = options;
  const folder = await ModelFolder.open(modelFolder);
  for (const problem of folder.problems.values()) log.warn(problem.message, { code: problem.code });
  const worker = new TranslationWorker({ startThread: () => startThread(workerFile), clock, log });
  worker.start();
  return new LocalTranslator(folder, worker, options.bundledModels ? BUNDLED_MODELS_NOTICE : undefined);
}

/** Translates on this computer, with Firefox's engine and the models of a folder; through English where need be. */
export class LocalTranslator implements Translator {
  readonly name = 'local';
  readonly capabilities: TranslatorCapabilities = { streams: false, partials: true, context: false };
  readonly notice?: string;
  readonly #folder: ModelFolder;
  readonly #worker: TranslationWorker;
  /** Models that the engine refused, by file: they are not tried again. */
  readonly #refused = new Map<string, EngineError>();

  constructor(folder: ModelFolder, worker: TranslationWorker, notice?: string) {
    this.#folder = folder;
    this.#worker = worker;
    if (notice !== undefined) this.notice = notice;
  }

  unsupported(sourceLanguage: string, targetLanguage: string): string | undefined {
    if (this.#folder.route(sourceLanguage, targetLanguage)) return undefined;
    return this.#folder.whyNoRoute(sourceLanguage, targetLanguage);
  }

  async *translate(request: TranslationRequest, { signal }: { readonly signal: AbortSignal }): AsyncIterable<string> {
    const { text, sourceLanguage, targetLanguage, final } = request;
    const route = this.#folder.route(sourceLanguage, targetLanguage);
    if (!route) {
      const reason = this.#folder.whyNoRoute(sourceLanguage, targetLanguage);
      throw new EngineError('translator-unsupported', reason, { stage: 'translation' });
    }
    const shown: string[] = [];
    let translated = false;
    for (const piece of splitText(text, sourceLanguage)) {
      const answer = piece.kept ? piece.text : await this.#follow(route, piece.text, { urgent: final, signal });
      if (answer === '') continue;
      shown.push(answer);
      translated ||= !piece.kept;
    }
    if (translated) yield shown.join(isUnspaced(targetLanguage) ? '' : ' ');
  }

  close(): Promise<void> {
    return this.#worker.close();
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
      return await this.#worker.translate({ model, text }, urgent, signal);
    } catch (error) {
      if (error instanceof EngineError && error.code === 'model-damaged') this.#refused.set(model.modelFile, error);
      throw error;
    }
  }
}

function startWorkerThread(workerFile: string): Worker {
  // Captured: the engine writes its panics to the error output, which belongs to the command line.
  return new Worker(workerFile, { stdout: true, stderr: true });
}
