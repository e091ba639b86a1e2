import { fork, type ChildProcess } from 'node:child_process';
import { EngineError, kindAndPlace } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { DecodeOptions, Hypothesis, RecognizerInfo, SessionOptions } from '../recognizer.ts';
import type { FromHost, ToHost } from './host-protocol.ts';

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
  readonly log: Logger;
  /** Told once when the process has ended, for whatever reason but `stop`. */
  readonly onLost: (error: EngineError) => void;
}

/** When a decode is of no use any more. */
interface DecodeLimits {
  /** Without an answer by then, in milliseconds, the process is taken for hung and ended. */
  readonly limitMs: number;
  /** Nobody wants the result any more: the process is asked to stop. */
  readonly signal: AbortSignal;
}

interface PendingDecode {
  readonly requestId: number;
  readonly resolve: (hypothesis: Hypothesis) => void;
  readonly reject: (error: EngineError) => void;
  readonly timer: NodeJS.Timeout;
}

/** One host process, from its start to its end. It is never started again: the pool makes a new one. */
export class RecognizerHost {
  readonly #options: HostOptions;
  readonly #child: ChildProcess;
  readonly #lastLines: string[] = [];
  #info: RecognizerInfo | undefined;
  #settleLoad: ((result: RecognizerInfo | EngineError) => void) | undefined;
  #pending: PendingDecode | undefined;
  #requestCount = 0;
  #openUtterances = 0;
  #ended = false;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#child = fork(options.entry, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
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
    this.#child.on('error', (error) => {
      this.#options.log.debug('the recogniser host failed', { reason: error.message });
      this.#end(this.#crash(kindAndPlace(error)));
    });
    this.#child.on('exit', (code, signal) => {
      this.#end(this.#crash(signal ?? `exit code ${String(code)}`));
    });
  }

  /** For tests and status: the process id. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get ready(): boolean {
    return this.#info !== undefined && !this.#ended;
  }

  /** How many utterances it holds. */
  get openUtterances(): number {
    return this.#openUtterances;
  }

  get busy(): boolean {
    return this.#pending !== undefined;
  }

  /** Loads the model. Throws an `EngineError`, after which the host is of no use any more. */
  async load(): Promise<RecognizerInfo> {
    const result = await new Promise<RecognizerInfo | EngineError>((resolve) => {
      const timer = setTimeout(() => {
        resolve(new EngineError('recognizer-hung', 'The speech model did not load within three minutes.'));
      }, LOAD_TIMEOUT_MS);
      this.#settleLoad = (settled) => {
        clearTimeout(timer);
        resolve(settled);
      };
      this.#send({ type: 'load', module: this.#options.module, config: this.#options.config });
    });
    this.#settleLoad = undefined;
    if (!(result instanceof EngineError)) return (this.#info = result);
    this.stop();
    throw result;
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

  /** One decode at a time. Rejects with an `EngineError`. It is busy until the process has answered, also after an abort. */
  decode(utteranceId: string, options: DecodeOptions, { limitMs, signal }: DecodeLimits): Promise<Hypothesis> {
    const requestId = (this.#requestCount += 1);
    const abort = (): void => this.#send({ type: 'abort', requestId });
    signal.addEventListener('abort', abort, { once: true });
    return new Promise<Hypothesis>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#end(
          new EngineError(
            'recognizer-hung',
            `The speech recogniser gave no answer for ${Math.round(limitMs / 1000)} s.`,
            {
              stage: 'transcription',
              retryable: true,
            },
          ),
        );
      }, limitMs);
      this.#pending = { requestId, resolve, reject, timer };
      this.#send({ type: 'decode', utteranceId, requestId, options });
    }).finally(() => signal.removeEventListener('abort', abort));
  }

  /** Ends the process at once. Nothing in it needs to be saved. */
  stop(): void {
    const stopped = new EngineError('recognizer-failed', 'The speech recogniser was stopped.');
    this.#ended = true;
    this.#child.kill('SIGKILL');
    this.#settleLoad?.(stopped);
    this.#rejectPending(stopped);
  }

  #send(message: ToHost): void {
    if (this.#ended || !this.#child.connected) return;
    this.#child.send(message, (error) => {
      if (error) this.#options.log.debug('message to the recogniser host failed', { reason: error.message });
    });
  }

  #receive(message: FromHost): void {
    switch (message.type) {
      case 'ready':
        this.#settleLoad?.(message.info);
        break;
      case 'load-failed':
        this.#settleLoad?.(EngineError.from(message.error));
        break;
      case 'hypothesis':
        this.#settle(message.requestId, ({ resolve }) => resolve(message.hypothesis));
        break;
      case 'decode-failed':
        this.#settle(message.requestId, ({ reject }) => reject(EngineError.from(message.error)));
        break;
      case 'log':
        this.#options.log[message.level](`recogniser host: ${message.message}`);
        break;
    }
  }

  #settle(requestId: number, settle: (pending: PendingDecode) => void): void {
    const pending = this.#pending;
    if (pending?.requestId !== requestId) return;
    clearTimeout(pending.timer);
    this.#pending = undefined;
    settle(pending);
  }

  #rejectPending(error: EngineError): void {
    if (this.#pending) this.#settle(this.#pending.requestId, ({ reject }) => reject(error));
  }

  #end(error: EngineError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#child.kill('SIGKILL');
    this.#settleLoad?.(error);
    this.#rejectPending(error);
    if (this.#info) this.#options.onLost(error);
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
    const said = this.#lastLines.find((line) => /fail|error|invalid|exception|what\(\)/iu.test(line))?.trim();
    return new EngineError('model-damaged', `The speech model could not be loaded (${said ?? how}).`, {
      hint: 'Check that the model files are complete and belong together; copy or download them again.',
      stage: 'transcription',
    });
  }
}
