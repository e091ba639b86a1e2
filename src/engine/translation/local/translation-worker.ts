import type { Worker } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { EngineError, kindAndPlace } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { backOffMs } from '../../pipeline/retry.ts';
import { JobQueue, type Job } from './job-queue.ts';
import type { TranslationModel } from './model-files.ts';
import type { WorkerMessage, WorkerRequest } from './worker-protocol.ts';

/** What the worker thread needs from outside. */
interface TranslationWorkerOptions {
  /** Starts one thread of `worker.ts`, with its output captured. */
  readonly startThread: () => Worker;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told that a model was loaded, and how much memory it took. */
  readonly onLoaded: (model: TranslationModel, bytes: number) => void;
  /** Told that the thread ended and took its models along. */
  readonly onLost: () => void;
}

/** One piece of text for one model. */
export interface ModelRequest {
  readonly model: TranslationModel;
  readonly text: string;
}

const RESTART = { firstWaitMs: 100, longestWaitMs: 10_000 };

/** After so many threads in a row that ended without an answer, requests fail at once until one has started. */
const HOPELESS_FAILURES = 3;

/** A job is given to two threads at most: a text that ends a thread would end the next one too. */
const MOST_LOSSES = 2;

/** A thread that is silent for so long, in milliseconds, hangs. A long sentence with a large model takes about 2 s. */
const LONGEST_SILENCE_MS = 30_000;

/** How many answers are kept: enough for the targets of one sentence and its partials. */
const KEPT_ANSWERS = 64;

/**
 * Firefox's translation library in a thread of its own, one translation at a time. The thread starts with the first
 * request; one that ends is replaced. What waits, waits here and not in the thread, so that it can still be dropped or
 * overtaken by a final.
 */
export class TranslationWorker {
  readonly #options: TranslationWorkerOptions;
  readonly #queue = new JobQueue<ModelRequest>();
  /** A step that several target languages share (the one into English) is done once: models always answer the same. */
  readonly #recent = new LRUCache<string, string>({ max: KEPT_ANSWERS });
  readonly #closing = new AbortController();
  #thread: Worker | undefined;
  #ready = false;
  #restarting = false;
  #running: Job<ModelRequest> | undefined;
  #nextId = 0;
  #failures = 0;
  #silence = new AbortController();

  constructor(options: TranslationWorkerOptions) {
    this.#options = options;
  }

  #start(): void {
    const thread = this.#options.startThread();
    this.#thread = thread;
    this.#ready = false;
    thread.on('message', (message: WorkerMessage) => {
      if (thread === this.#thread) this.#receive(message);
    });
    thread.on('error', (error) => {
      this.#options.log.debug('The thread of the translation library failed.', { reason: String(error) });
      this.#lose(thread, kindAndPlace(error));
    });
    thread.on('exit', (code) => this.#lose(thread, `its thread ended with code ${code}`));
    for (const output of [thread.stdout, thread.stderr]) {
      output.on('data', (data: Buffer) =>
        this.#options.log.debug('Translation library output.', { text: String(data) }),
      );
    }
    void this.#watch(thread);
  }

  /**
   * Translates one piece of text. A translation that runs cannot be interrupted: when the signal aborts, its answer is
   * thrown away.
   * @param urgent goes before everything that waits and is not urgent.
   */
  async translate(request: ModelRequest, urgent: boolean, signal: AbortSignal): Promise<string> {
    if (this.#closing.signal.aborted) throw failure('was closed');
    if (!this.#thread && this.#failures >= HOPELESS_FAILURES) throw failure('does not start');
    const answer = this.#queue.add(request, urgent, signal);
    if (!this.#thread && !this.#restarting) this.#start();
    this.#next();
    return answer;
  }

  /** Frees a model. Its memory can be used by other models; the system gets it back with `rest`. */
  unload({ modelFile }: TranslationModel): void {
    const request: WorkerRequest = { type: 'unload', modelFile };
    this.#thread?.postMessage(request);
  }

  /** Ends the thread, which gives all of its memory back, unless there is work. The next request starts another one. */
  rest(): void {
    if (this.#running || this.#queue.waiting.length > 0) return;
    void this.#end();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const thread = this.#end();
    for (const job of [this.#running, ...this.#queue.waiting]) job?.reject(failure('was closed'));
    this.#running = undefined;
    await thread;
  }

  #end(): Promise<unknown> {
    const thread = this.#thread;
    this.#thread = undefined;
    this.#ready = false;
    this.#silence.abort();
    return thread?.terminate() ?? Promise.resolve();
  }

  #next(): void {
    while (this.#thread && this.#ready && !this.#running) {
      const job = this.#queue.shift();
      if (!job) return;
      const { model, text } = job.request;
      const known = this.#recent.get(answerKey(job.request));
      if (known !== undefined) {
        job.resolve(known);
        continue;
      }
      this.#running = job;
      const { pair, modelFile, sourceVocabularyFile, targetVocabularyFile } = model;
      const files = { pair, modelFile, sourceVocabularyFile, targetVocabularyFile };
      const request: WorkerRequest = { type: 'translate', id: (this.#nextId += 1), model: files, text };
      this.#thread.postMessage(request);
      void this.#watch(this.#thread);
    }
  }

  #receive(message: WorkerMessage): void {
    this.#silence.abort();
    const job = this.#running;
    this.#running = undefined;
    if (message.type === 'ready') this.#ready = true;
    else if (message.type === 'translated') {
      this.#failures = 0;
      if (job) {
        this.#recent.set(answerKey(job.request), message.text);
        if (message.loadedBytes !== undefined) this.#options.onLoaded(job.request.model, message.loadedBytes);
      }
      job?.resolve(message.text);
    } else {
      job?.reject(EngineError.from(message.error));
      if (message.fatal && this.#thread) this.#lose(this.#thread, message.error.message);
    }
    this.#next();
  }

  async #watch(thread: Worker): Promise<void> {
    const silence = new AbortController();
    this.#silence = silence;
    await this.#options.clock.sleep(LONGEST_SILENCE_MS, silence.signal);
    if (silence.signal.aborted) return;
    this.#running?.reject(failure(`did not answer within ${LONGEST_SILENCE_MS / 1000} seconds`));
    this.#lose(thread, 'it hung');
  }

  #lose(thread: Worker, reason: string): void {
    if (thread !== this.#thread) return;
    const affected = this.#ready ? [this.#running] : this.#queue.waiting;
    this.#thread = undefined;
    this.#ready = false;
    this.#running = undefined;
    this.#failures += 1;
    this.#silence.abort();
    this.#options.log.warn('The local translation library ended and is started again.', { reason });
    for (const job of affected) {
      if (!job || job.settled) continue;
      job.losses += 1;
      if (job.losses >= MOST_LOSSES) job.reject(failure(`ended twice before it answered (${reason})`));
      else if (!this.#queue.waiting.includes(job)) this.#queue.unshift(job);
    }
    void thread.terminate();
    this.#options.onLost();
    void this.#restart();
  }

  async #restart(): Promise<void> {
    const { clock } = this.#options;
    this.#restarting = true;
    await clock.sleep(backOffMs(this.#failures, RESTART, Math.random), this.#closing.signal);
    this.#restarting = false;
    if (!this.#closing.signal.aborted) this.#start();
  }
}

function answerKey({ model, text }: ModelRequest): string {
  return `${model.modelFile}\n${text}`;
}

function failure(what: string): EngineError {
  return new EngineError('translator-failed', `The local translation library ${what}.`, {
    hint: 'It is started again by itself; the log says more.',
    stage: 'translation',
    retryable: true,
  });
}
