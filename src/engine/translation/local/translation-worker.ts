import type { Worker } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { EngineError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { describeEnd } from '../../pipeline/supervised/child.ts';
import { Restarts } from '../../pipeline/supervised/restarts.ts';
import { SupervisedChild, type Loss } from '../../pipeline/supervised/supervised-child.ts';
import { threadChild } from '../../pipeline/supervised/thread-child.ts';
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

const RESTART_WAIT = { firstWaitMs: 100, longestWaitMs: 10_000 };

/** After so many threads in a row that ended without an answer, requests fail at once until one has started. */
const HOPELESS_LOSSES = 3;

/** A job is given to two threads at most: a text that ends a thread would end the next one too. */
const MOST_LOSSES = 2;

/**
 * A thread that owes an answer and is silent for so long, in milliseconds, hangs. A long sentence with a large model takes
 * about 2 s.
 */
const LONGEST_SILENCE_MS = 30_000;

/** How many answers are kept: enough for the targets of one sentence and its partials. */
const KEPT_ANSWERS = 64;

/** One thread, from its start to its end. */
interface Thread {
  readonly worker: Worker;
  readonly supervised: SupervisedChild;
  /** It takes requests. */
  ready: boolean;
}

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
  readonly #restarts: Restarts;
  #thread: Thread | undefined;
  #restarting = false;
  #running: Job<ModelRequest> | undefined;
  #nextId = 0;

  constructor(options: TranslationWorkerOptions) {
    this.#options = options;
    this.#restarts = new Restarts({ clock: options.clock, ...RESTART_WAIT });
  }

  #start(): void {
    const { startThread, clock, log } = this.#options;
    const worker = startThread();
    const onEnd = (loss: Loss | undefined): void => {
      if (loss) this.#lose(thread, loss);
    };
    const supervised = new SupervisedChild(threadChild(worker), { clock, onEnd });
    const thread: Thread = { worker, supervised, ready: false };
    this.#thread = thread;
    worker.on('message', (message: WorkerMessage) => {
      if (thread === this.#thread) this.#receive(message, thread);
    });
    for (const output of [worker.stdout, worker.stderr]) {
      output.on('data', (data: Buffer) => log.debug('Translation library output.', { text: String(data) }));
    }
    supervised.expectSign(LONGEST_SILENCE_MS);
  }

  /**
   * Translates one piece of text. A translation that runs cannot be interrupted: when the signal aborts, its answer is
   * thrown away.
   * @param urgent goes before everything that waits and is not urgent.
   */
  async translate(request: ModelRequest, urgent: boolean, signal: AbortSignal): Promise<string> {
    if (this.#closing.signal.aborted) throw failure('was closed');
    if (!this.#thread && this.#restarts.losses >= HOPELESS_LOSSES) throw failure('does not start');
    const answer = this.#queue.add(request, urgent, signal);
    if (!this.#thread && !this.#restarting) this.#start();
    this.#next();
    return answer;
  }

  /** Frees a model. Its memory can be used by other models; the system gets it back with `rest`. */
  unload({ modelFile }: TranslationModel): void {
    const request: WorkerRequest = { type: 'unload', modelFile };
    this.#thread?.worker.postMessage(request);
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

  async #end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.supervised.stop();
  }

  #next(): void {
    while (this.#thread?.ready && !this.#running) {
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
      this.#thread.worker.postMessage(request);
      this.#thread.supervised.expectSign(LONGEST_SILENCE_MS);
    }
  }

  #receive(message: WorkerMessage, thread: Thread): void {
    thread.supervised.alive();
    const job = this.#running;
    this.#running = undefined;
    if (message.type === 'ready') thread.ready = true;
    else if (message.type === 'translated') {
      this.#restarts.works();
      if (job) {
        this.#recent.set(answerKey(job.request), message.text);
        if (message.loadedBytes !== undefined) this.#options.onLoaded(job.request.model, message.loadedBytes);
      }
      job?.resolve(message.text);
    } else {
      job?.reject(EngineError.from(message.error));
      if (message.fatal) this.#replace(thread, message.error.message);
    }
    this.#next();
  }

  #lose(thread: Thread, loss: Loss): void {
    if (loss.type === 'silent') {
      this.#running?.reject(failure(`did not answer within ${LONGEST_SILENCE_MS / 1000} seconds`));
    }
    if (loss.type === 'ended' && loss.end.how === 'failed') {
      const reason = String(loss.end.error);
      this.#options.log.debug('The thread of the translation library failed.', { reason });
    }
    this.#replace(thread, loss.type === 'silent' ? 'it hung' : describeEnd(loss.end));
  }

  #replace(thread: Thread, reason: string): void {
    const affected = thread.ready ? [this.#running] : this.#queue.waiting;
    this.#running = undefined;
    void this.#end();
    this.#options.log.warn('The local translation library ended and is started again.', { reason });
    for (const job of affected) {
      if (!job || job.settled) continue;
      job.losses += 1;
      if (job.losses >= MOST_LOSSES) job.reject(failure(`ended twice before it answered (${reason})`));
      else if (!this.#queue.waiting.includes(job)) this.#queue.unshift(job);
    }
    this.#options.onLost();
    void this.#restart();
  }

  async #restart(): Promise<void> {
    this.#restarting = true;
    const isDue = await this.#restarts.wait(this.#closing.signal);
    this.#restarting = false;
    if (isDue) this.#start();
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
