import { fork, type ChildProcess } from 'node:child_process';
import { EngineError, fileShortage, kindAndPlace } from '../../errors.ts';
import { childEnvironment } from '../../child-environment.ts';
import type { Environment } from '../../environment.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { describeEnd } from '../../pipeline/supervised/child.ts';
import { processChild } from '../../pipeline/supervised/process-child.ts';
import { SupervisedChild, type Loss } from '../../pipeline/supervised/supervised-child.ts';
import { cleanHypothesis, cleanStreamText } from '../clean-heard.ts';
import type { DecodeOptions, RecognizerInfo, SessionOptions } from '../recognizer.ts';
import type { StreamText } from '../streaming-recognizer.ts';
import type { FromHost, HostHypothesis, ToHost } from './host-protocol.ts';

/** Loading a large model from a slow disk may take this long; more means that the process hangs. */
const LOAD_TIMEOUT_MS = 180_000;

/** How many of the last lines that native code printed are kept, to tell why a process died. */
const KEPT_LINES = 20;

/**
 * Limit of V8's space for new objects, of which it keeps up to three. By default it swells to 16 MiB while somebody talks
 * on, and shrinks after minutes; a decode needs no more than this.
 */
const YOUNG_SPACE_MIB = 4;

interface HostOptions {
  /** JavaScript file of the host process. */
  readonly entry: string;
  /** URL of the module of the recogniser, and plain data for it. */
  readonly module: string;
  readonly config: object;
  /** What it needs of the environment beyond what all processes get. */
  readonly variables?: Environment | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told once when the process has ended, for whatever reason but `stop`. */
  readonly onLost: (error: EngineError) => void;
}

/** When what was asked for is of no use any more. */
export interface RequestLimits {
  /** Without an answer by then, in milliseconds, the process is taken for hung and ended. */
  readonly limitMs: number;
  /** Nobody wants the result any more: the process is asked to stop. */
  readonly signal: AbortSignal;
}

interface Pending<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: EngineError) => void;
}

type Answer = Extract<FromHost, { type: 'hypothesis' | 'stream-text' | 'memory' }>;

interface PendingRequest extends Pending<Answer> {
  readonly requestId: number;
}

/** One host process, from its start to its end. It is never started again: the pool makes a new one. */
export class RecognizerHost {
  readonly #options: HostOptions;
  readonly #child: ChildProcess;
  readonly #supervised: SupervisedChild;
  readonly #lastLines: string[] = [];
  #info: RecognizerInfo | undefined;
  #loading: Pending<RecognizerInfo> | undefined;
  #pending: PendingRequest | undefined;
  #requestCount = 0;
  #openUtterances = 0;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#child = fork(options.entry, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: childEnvironment(process.env),
      serialization: 'advanced',
      execArgv: ['--expose-gc', `--max-semi-space-size=${YOUNG_SPACE_MIB}`],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#keepLines(text);
      });
    }
    this.#child.on('message', (message) => {
      this.#receive(message as FromHost);
    });
    const { clock } = options;
    const onEnd = (loss: Loss | undefined): void => this.#end(loss);
    this.#supervised = new SupervisedChild(processChild(this.#child, { clock }), { clock, onEnd });
  }

  /** For tests and status: the process id. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get ready(): boolean {
    return this.#info !== undefined && !this.#supervised.over.aborted;
  }

  /** How many utterances it holds. */
  get openUtterances(): number {
    return this.#openUtterances;
  }

  get busy(): boolean {
    return this.#pending !== undefined;
  }

  /** Loads the model. Throws an `EngineError`, after which the host is of no use any more. */
  load(): Promise<RecognizerInfo> {
    return new Promise((resolve, reject) => {
      this.#loading = { resolve, reject };
      this.#supervised.expectSign(LOAD_TIMEOUT_MS);
      const { module, config, variables } = this.#options;
      this.#send({ type: 'load', module, config, variables });
    });
  }

  open(utteranceId: string, options: SessionOptions): void {
    this.#openUtterances += 1;
    this.#send({ type: 'open', utteranceId, options });
  }

  push(utteranceId: string, samples: Float32Array): void {
    this.#send({ type: 'audio', utteranceId, samples });
  }

  close(utteranceId: string): void {
    this.#openUtterances -= 1;
    this.#send({ type: 'close', utteranceId });
  }

  /** Lets a stream begin anew. */
  reset(utteranceId: string): void {
    this.#send({ type: 'reset', utteranceId });
  }

  /** One request at a time. Rejects with an `EngineError`. It is busy until the process has answered, also after an abort. */
  async decode(utteranceId: string, options: DecodeOptions, limits: RequestLimits): Promise<HostHypothesis> {
    const answer = await this.#ask((requestId) => ({ type: 'decode', utteranceId, requestId, options }), limits);
    if (answer.type !== 'hypothesis') throw unfitting();
    return cleanHypothesis(answer.hypothesis);
  }

  /** Feeds a stream, or feeds it the last samples and ends it. As `decode`. */
  async hear(
    type: 'feed' | 'finish',
    { utteranceId, samples }: { readonly utteranceId: string; readonly samples: Float32Array },
    limits: RequestLimits,
  ): Promise<StreamText> {
    const answer = await this.#ask((requestId) => ({ type, utteranceId, requestId, samples }), limits);
    if (answer.type !== 'stream-text') throw unfitting();
    return cleanStreamText(answer.text, type === 'finish');
  }

  /** The most memory that the process has held so far, in bytes, that of a GPU left out. As `decode`. */
  async peakMemory(limits: RequestLimits): Promise<number> {
    const answer = await this.#ask((requestId) => ({ type: 'memory', requestId }), limits);
    if (answer.type !== 'memory') throw unfitting();
    return answer.peakBytes;
  }

  /** Ends the process at once. Nothing in it needs to be saved. */
  stop(): void {
    void this.#supervised.stop();
  }

  #ask(message: (requestId: number) => ToHost, { limitMs, signal }: RequestLimits): Promise<Answer> {
    const requestId = (this.#requestCount += 1);
    const abort = (): void => this.#send({ type: 'abort', requestId });
    signal.addEventListener('abort', abort, { once: true });
    return new Promise<Answer>((resolve, reject) => {
      this.#pending = { requestId, resolve, reject };
      this.#supervised.expectSign(limitMs);
      this.#send(message(requestId));
    }).finally(() => signal.removeEventListener('abort', abort));
  }

  #send(message: ToHost): void {
    if (this.#supervised.over.aborted || !this.#child.connected) return;
    this.#child.send(message, (error) => {
      if (error) this.#options.log.debug('message to the recogniser host failed', { reason: error.message });
    });
  }

  #receive(message: FromHost): void {
    switch (message.type) {
      case 'ready':
        this.#supervised.alive();
        this.#info = message.info;
        this.#loading?.resolve(message.info);
        break;
      case 'load-failed':
        this.#loading?.reject(EngineError.from(message.error));
        this.stop();
        break;
      case 'hypothesis':
      case 'stream-text':
      case 'memory':
        this.#settle(message.requestId, ({ resolve }) => resolve(message));
        break;
      case 'decode-failed':
        this.#settle(message.requestId, ({ reject }) => reject(EngineError.from(message.error)));
        break;
      case 'log':
        this.#options.log[message.level](`recogniser host: ${message.message}`);
        break;
    }
  }

  #settle(requestId: number, settle: (pending: PendingRequest) => void): void {
    const pending = this.#pending;
    if (pending?.requestId !== requestId) return;
    this.#supervised.alive();
    this.#pending = undefined;
    settle(pending);
  }

  #end(loss: Loss | undefined): void {
    const error = loss ? this.#lost(loss) : new EngineError('recognizer-failed', 'The speech recogniser was stopped.');
    this.#loading?.reject(error);
    this.#pending?.reject(error);
    this.#pending = undefined;
    if (loss && this.#info) this.#options.onLost(error);
  }

  #lost(loss: Loss): EngineError {
    if (loss.type === 'ended') {
      const { end } = loss;
      if (end.how !== 'failed') return this.#crash(describeEnd(end));
      this.#options.log.debug('the recogniser host failed', { reason: String(end.error) });
      return notStarted(end.error);
    }
    if (!this.#info) return new EngineError('recognizer-hung', 'The speech model did not load within three minutes.');
    const seconds = Math.round(loss.silentMs / 1000);
    return new EngineError('recognizer-hung', `The speech recogniser gave no answer for ${seconds} s.`, {
      stage: 'transcription',
      retryable: true,
    });
  }

  #keepLines(text: string): void {
    for (const line of text.split('\n').filter((part) => part.trim() !== '')) {
      this.#lastLines.push(line);
      this.#options.log.debug(`recogniser host printed: ${line}`);
    }
    this.#lastLines.splice(0, Math.max(0, this.#lastLines.length - KEPT_LINES));
  }

  #crash(how: string): EngineError {
    if (this.#info) {
      return new EngineError('recognizer-crashed', `The speech recogniser process ended unexpectedly (${how}).`, {
        hint: 'It is started again. If the system runs out of memory, choose a smaller model.',
        stage: 'transcription',
        retryable: true,
      });
    }
    const shortage = this.#lastLines.map((line) => fileShortage(line, RECOGNISER)).find((error) => error !== undefined);
    if (shortage) return shortage;
    const said = this.#lastLines.find((line) => /fail|error|invalid|exception|what\(\)/iu.test(line))?.trim();
    return new EngineError('model-damaged', `The speech model could not be loaded (${said ?? how}).`, {
      hint: 'Check that the model files are complete and belong together; copy or download them again.',
      stage: 'transcription',
    });
  }
}

const RECOGNISER = { who: 'The speech recogniser', stage: 'transcription' } as const;

/** The system has not started the process, which says nothing of the model. */
function notStarted(error: unknown): EngineError {
  const shortage = fileShortage(error, RECOGNISER);
  if (shortage) return shortage;
  return new EngineError('recognizer-failed', `The speech recogniser could not be started (${kindAndPlace(error)}).`, {
    hint: 'The system may have no memory or no processes left: close other programs.',
    stage: 'transcription',
    retryable: true,
  });
}

function unfitting(): EngineError {
  return new EngineError('recognizer-failed', 'The speech recogniser answered another request.', {
    stage: 'transcription',
  });
}
