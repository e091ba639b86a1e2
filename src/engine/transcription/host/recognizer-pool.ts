import { EngineError, toEngineError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { samplesToMs } from '../../audio/audio-frame.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { backOffMs } from '../../pipeline/retry.ts';
import type { Hypothesis, RecognitionTask, RecognizerInfo, SessionOptions } from '../recognizer.ts';
import type { RecognizerConfig } from '../recognizer-config.ts';
import { PooledUtterance } from './pooled-utterance.ts';
import { RecognizerHost } from './recognizer-host.ts';

/** What waits first is decoded first, but never a lower kind before a higher one. */
const PRIORITY = { final: 0, translation: 1, partial: 2 } as const;

export type DecodeKind = keyof typeof PRIORITY;

/** No answer after this, or after five times the audio, means that the process hangs. */
const SHORTEST_DECODE_LIMIT_MS = 10_000;
const DECODE_LIMIT_PER_AUDIO = 5;

const RESTART_WAIT = { firstWaitMs: 250, longestWaitMs: 30_000 };

/** A decode that outlived its host is tried once more. */
const DECODE_ATTEMPTS = 2;

export interface DecodeRequest {
  readonly kind: DecodeKind;
  readonly task: RecognitionTask;
  /** Decode only the first so many samples of the utterance. */
  readonly sampleCount: number;
}

/** A hypothesis and when it was worked on, in milliseconds of the engine's monotonic clock. */
export interface TimedHypothesis extends Hypothesis {
  readonly workStartAtMs: number;
  readonly workEndAtMs: number;
}

/** What happens to the hosts, for status: told once each. */
export type PoolEvent =
  | { readonly type: 'host-lost'; readonly error: EngineError }
  | { readonly type: 'host-restarted' }
  | { readonly type: 'host-restart-failed'; readonly error: EngineError };

interface PoolOptions {
  /** JavaScript file of the host process. */
  readonly entry: string;
  /** One host process for each. */
  readonly configs: readonly RecognizerConfig[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly onEvent: (event: PoolEvent) => void;
}

interface Job {
  readonly utterance: PooledUtterance;
  readonly request: DecodeRequest;
  readonly resolve: (hypothesis: TimedHypothesis) => void;
  readonly reject: (error: EngineError) => void;
  attempts: number;
}

interface Slot {
  readonly config: RecognizerConfig;
  host: RecognizerHost | undefined;
  /** Starts since the last decode that succeeded; the more, the longer the wait before the next. */
  failures: number;
}

/**
 * The recogniser host processes. Each utterance stays on one host, the least busy one when it began; where that host
 * dies, it goes on another one or on its successor, from the audio that is kept here.
 */
export class RecognizerPool {
  readonly #options: PoolOptions;
  readonly #slots: Slot[];
  readonly #jobs: Job[] = [];
  readonly #stopping = new AbortController();

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#slots = options.configs.map((config) => ({ config, host: undefined, failures: 0 }));
  }

  /** Process ids of the running hosts. */
  get pids(): readonly number[] {
    return this.#slots.flatMap(({ host }) => host?.pid ?? []);
  }

  /** Number of hosts, running or not. */
  get size(): number {
    return this.#slots.length;
  }

  /** True where a decode would begin at once. */
  get hasIdleHost(): boolean {
    return this.#jobs.length === 0 && this.#slots.some(({ host }) => host?.ready && !host.busy);
  }

  /** Starts all hosts. Throws the first error: a model that does not load now will not load later. */
  async start(): Promise<readonly RecognizerInfo[]> {
    return Promise.all(this.#slots.map((slot) => this.#startHost(slot)));
  }

  /** Ends all hosts at once. */
  stop(): void {
    this.#stopping.abort();
    for (const { host } of this.#slots) host?.stop();
    this.#rejectAll(new EngineError('recognizer-failed', 'The speech recogniser was stopped.'));
  }

  /** Begins an utterance. Every utterance must be closed. */
  open(utteranceId: string, options: SessionOptions): PooledUtterance {
    const utterance = new PooledUtterance(utteranceId, options);
    const ready = this.#slots.flatMap(({ host }) => (host?.ready ? [host] : []));
    const least = ready.toSorted((a, b) => this.#load(a) - this.#load(b))[0];
    if (least) utterance.attach(least);
    return utterance;
  }

  /** Waits for its turn, then decodes. Rejects with an `EngineError` where two hosts died of it, or none is left. */
  decode(utterance: PooledUtterance, request: DecodeRequest): Promise<TimedHypothesis> {
    return new Promise((resolve, reject) => {
      this.#jobs.push({ utterance, request, resolve, reject, attempts: 0 });
      this.#dispatch();
    });
  }

  #load(host: RecognizerHost): number {
    const waiting = this.#jobs.filter(({ utterance }) => utterance.host === host).length;
    return waiting + (host.busy ? 1 : 0) + host.openUtterances / 100;
  }

  async #startHost(slot: Slot): Promise<RecognizerInfo> {
    const host = new RecognizerHost({
      entry: this.#options.entry,
      config: slot.config,
      log: this.#options.log,
      onLost: (error) => {
        this.#options.onEvent({ type: 'host-lost', error });
        void this.#restart(slot);
      },
    });
    slot.host = host;
    return host.load();
  }

  async #restart(slot: Slot): Promise<void> {
    const { clock, onEvent } = this.#options;
    const { signal } = this.#stopping;
    for (;;) {
      slot.failures += 1;
      await clock.sleep(slot.failures === 1 ? 0 : backOffMs(slot.failures - 1, RESTART_WAIT, Math.random), signal);
      if (signal.aborted) return;
      try {
        await this.#startHost(slot);
        onEvent({ type: 'host-restarted' });
        this.#dispatch();
        return;
      } catch (error) {
        const failure = toEngineError(error);
        onEvent({ type: 'host-restart-failed', error: failure });
        if (!this.#slots.some(({ host }) => host?.ready)) this.#rejectAll(failure);
      }
    }
  }

  /** Gives every idle host the most urgent job that it may take. */
  #dispatch(): void {
    for (const { host } of this.#slots) {
      if (!host?.ready || host.busy) continue;
      const job = this.#takeJob(host);
      if (job) void this.#run(job, host);
    }
  }

  #takeJob(host: RecognizerHost): Job | undefined {
    this.#dropClosed();
    const allowed = this.#jobs.filter(({ utterance }) => utterance.host === host || !utterance.host?.ready);
    const urgent = allowed.reduce<Job | undefined>(
      (best, job) => (best && PRIORITY[best.request.kind] <= PRIORITY[job.request.kind] ? best : job),
      undefined,
    );
    if (urgent) this.#jobs.splice(this.#jobs.indexOf(urgent), 1);
    return urgent;
  }

  async #run(job: Job, host: RecognizerHost): Promise<void> {
    const { utterance, request } = job;
    const { clock } = this.#options;
    if (utterance.host !== host) utterance.attach(host);
    job.attempts += 1;
    const workStartAtMs = clock.nowMs();
    const audioMs = samplesToMs(request.sampleCount);
    const limitMs = Math.max(SHORTEST_DECODE_LIMIT_MS, DECODE_LIMIT_PER_AUDIO * audioMs);
    const options = { task: request.task, final: request.kind !== 'partial', sampleCount: request.sampleCount };
    try {
      const hypothesis = await host.decode(utterance.id, options, limitMs);
      for (const slot of this.#slots) if (slot.host === host) slot.failures = 0;
      job.resolve({ ...hypothesis, workStartAtMs, workEndAtMs: clock.nowMs() });
    } catch (error) {
      const failure = toEngineError(error);
      const again = failure.retryable && request.kind !== 'partial' && job.attempts < DECODE_ATTEMPTS;
      if (again && !this.#stopping.signal.aborted) this.#jobs.unshift(job);
      else job.reject(failure);
    }
    this.#dispatch();
  }

  #dropClosed(): void {
    for (const job of this.#jobs.filter(({ utterance }) => utterance.closed)) {
      this.#jobs.splice(this.#jobs.indexOf(job), 1);
      job.reject(new EngineError('recognizer-failed', 'The utterance was given up before its turn came.'));
    }
  }

  #rejectAll(error: EngineError): void {
    for (const job of this.#jobs.splice(0)) job.reject(error);
  }
}
