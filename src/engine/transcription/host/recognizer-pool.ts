import { EngineError, toEngineError } from '../../errors.ts';
import type { Environment } from '../../environment.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { RecognitionTask, RecognizerInfo, SessionOptions } from '../recognizer.ts';
import type { StreamingTraits } from '../streaming-recognizer.ts';
import { DECODED_STEPS, FED_STEPS } from '../partial-cadence.ts';
import { AdaptiveStep } from './adaptive-step.ts';
import { decodeJob } from './decode-job.ts';
import { DecodeQueue } from './decode-queue.ts';
import type { HostHypothesis } from './host-protocol.ts';
import { HostSlot, type HostEvent } from './host-slot.ts';
import type { PoolJob, PoolWork, WorkTimes } from './pool-job.ts';
import { PooledStream } from './pooled-stream.ts';
import { PooledUtterance } from './pooled-utterance.ts';
import type { RecognizerHost } from './recognizer-host.ts';
import { SlowWatch } from './slow-watch.ts';

/**
 * After a partial a host decodes no other for so many times its duration: all sources together have half of the time, since
 * a game shares the machine. After one that was unusually slow it does not rest longer than after a usual one.
 */
const REST_PER_PARTIAL = 1;

/** A decode that outlived its host is tried once more. */
const DECODE_ATTEMPTS = 2;

export interface DecodeRequest {
  readonly kind: 'final' | 'translation';
  readonly task: RecognitionTask;
  /** Decode only the first so many samples of the utterance. */
  readonly sampleCount: number;
  /** The result is of no use any more; closing the utterance says so too. */
  readonly signal?: AbortSignal;
}

/** A hypothesis and when it was worked on. */
export interface TimedHypothesis extends HostHypothesis, WorkTimes {}

/** What happens to the hosts, for status: told once each. */
export type PoolEvent =
  | { readonly type: 'too-slow' }
  /** Partials come seldom: so much new sound for each, and what a decode or a feed takes, in milliseconds. */
  | { readonly type: 'long-step'; readonly stepMs: number; readonly usualMs: number }
  | HostEvent;

/** How much sound something was about, and how long it took. */
interface WorkTook {
  readonly audioMs: number;
  readonly tookMs: number;
}

interface PoolOptions {
  /** JavaScript file of the host process. */
  readonly entry: string;
  /** URL of the module of the recogniser. */
  readonly module: string;
  /** One host process for each; plain data for the module. */
  readonly configs: readonly object[];
  /** What a host needs of the environment beyond what all processes get. */
  readonly variables?: Environment | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onEvent: (event: PoolEvent) => void;
}

/**
 * The recogniser host processes. Each utterance stays on one host, the least busy one when it began; where that host
 * dies, it goes on another one or on its successor, from the audio that is kept here.
 */
export class RecognizerPool {
  readonly #options: PoolOptions;
  readonly #slots: readonly HostSlot[];
  readonly #queue = new DecodeQueue<PoolJob>();
  readonly #slowWatch = new SlowWatch();
  readonly #stopping = new AbortController();
  #streaming: StreamingTraits | undefined;
  #step = new AdaptiveStep(DECODED_STEPS);

  constructor(options: PoolOptions) {
    this.#options = options;
    const { configs, ...shared } = options;
    const onEvent = (event: HostEvent): void => this.#onHostEvent(event);
    this.#slots = configs.map((config) => new HostSlot({ ...shared, config, onEvent }));
  }

  /** Process ids of the running hosts. */
  get pids(): readonly number[] {
    return this.#slots.flatMap(({ host }) => host?.pid ?? []);
  }

  /** Number of hosts, running or not. */
  get size(): number {
    return this.#slots.length;
  }

  /** What all hosts promise of streams; absent where they decode what was pushed. Known once they have started. */
  get streaming(): StreamingTraits | undefined {
    return this.#streaming;
  }

  /** How much new sound is heard at once while somebody talks, on any of the hosts. */
  get step(): Pick<AdaptiveStep, 'ms' | 'longestMs' | 'wasLong'> {
    return this.#step;
  }

  /** How long a decode of the utterance will probably take, in milliseconds; 0 where nothing is known yet. */
  usualDecodeMs({ host }: PooledUtterance): number {
    const slot = this.#slots.find((one) => one.host === host) ?? this.#slots[0];
    return slot?.pace.usualMs ?? 0;
  }

  /** Starts all hosts. Throws the first error: a model that does not load now will not load later. */
  async start(): Promise<readonly RecognizerInfo[]> {
    const infos = await Promise.all(this.#slots.map((slot) => slot.start()));
    this.#streaming = commonTraits(infos);
    if (this.#streaming) this.#step = new AdaptiveStep(FED_STEPS);
    return infos;
  }

  /** Ends all hosts at once. */
  stop(): void {
    this.#stopping.abort();
    for (const slot of this.#slots) slot.stop();
    this.#rejectAll(new EngineError('recognizer-failed', 'The speech recogniser was stopped.'));
  }

  /**
   * Begins an utterance. Every utterance must be closed.
   * @param formerLanguage is asked for each decode what the source spoke last, as a BCP-47 tag.
   */
  open(
    utteranceId: string,
    sourceId: string,
    options: SessionOptions,
    formerLanguage: () => string | undefined = () => undefined,
  ): PooledUtterance {
    const utterance = new PooledUtterance(utteranceId, sourceId, options, formerLanguage);
    const ready = this.#slots.flatMap(({ host }) => (host?.ready ? [host] : []));
    const least = ready.toSorted((a, b) => this.#load(a) - this.#load(b))[0];
    if (least) utterance.attach(least);
    return utterance;
  }

  /** Begins a stream, where the hosts have such. It goes to a host with its first sound. Every stream must be closed. */
  openStream(streamId: string, sourceId: string, options: SessionOptions): PooledStream {
    return new PooledStream({
      id: streamId,
      sourceId,
      options,
      lookAheadMs: this.streaming?.lookAheadMs ?? 0,
      place: {
        add: (job) => this.#add(job),
        admits: (host) => this.#admits(host),
        isWanted: (host) => !this.#hasRoom(host) && this.#queue.jobs.some((job) => job.isHomeless()),
        changed: () => this.#dispatch(),
      },
    });
  }

  /**
   * Waits for its turn, then decodes. Rejects with an `EngineError` where two hosts died of it, none is left, or it was
   * given up.
   */
  decode(utterance: PooledUtterance, { kind, task, sampleCount, signal }: DecodeRequest): Promise<TimedHypothesis> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(new EngineError('recognizer-failed', 'The decode was given up.'));
      this.#add(decodeJob({ utterance, kind, task, sampleCount: () => sampleCount, signal, resolve, reject, giveUp }));
    });
  }

  /**
   * Waits for its turn, which comes when nothing more urgent waits and partials have had no more than their share of the
   * time, then decodes. The result is nothing where it was given up.
   * @param sampleCount is asked at that moment how much to decode; where it says nothing, nothing is decoded.
   * @param signal the result is of no use any more; closing the utterance says so too.
   */
  decodePartial(
    utterance: PooledUtterance,
    sampleCount: () => number | undefined,
    signal?: AbortSignal,
  ): Promise<TimedHypothesis | undefined> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => resolve(undefined);
      const kind = 'partial';
      this.#add(decodeJob({ utterance, kind, task: 'transcribe', sampleCount, signal, resolve, reject, giveUp }));
    });
  }

  #add(job: PoolJob): void {
    this.#queue.add(job);
    this.#dispatch();
  }

  #load(host: RecognizerHost): number {
    const waiting = this.#queue.jobs.filter((job) => job.isOn(host)).length;
    return waiting + (host.busy ? 1 : 0) + host.openUtterances / 100;
  }

  #hasRoom(host: RecognizerHost): boolean {
    return host.openUtterances < (this.streaming?.openStreams ?? 1);
  }

  /** A new stream goes where the fewest are open. */
  #admits(host: RecognizerHost): boolean {
    const others = this.#slots.flatMap((slot) => (slot.host?.ready ? [slot.host] : []));
    return this.#hasRoom(host) && others.every(({ openUtterances }) => host.openUtterances <= openUtterances);
  }

  #onHostEvent(event: HostEvent): void {
    this.#options.onEvent(event);
    if (event.type === 'host-restarted') this.#dispatch();
    const isNoneLeft = !this.#slots.some(({ host }) => host?.ready);
    if (event.type === 'host-restart-failed' && isNoneLeft) this.#rejectAll(event.error);
  }

  /** Gives every idle host the most urgent job that it may take. */
  #dispatch(): void {
    for (const job of this.#queue.remove(({ signal }) => signal.aborted)) job.giveUp();
    for (const slot of this.#slots) this.#serve(slot);
  }

  #serve(slot: HostSlot): void {
    const { host } = slot;
    while (host?.ready && !host.busy) {
      const job = this.#queue.take((one) => one.takes(host) && (one.kind !== 'partial' || !slot.restsFromPartials));
      if (!job) return;
      const work = job.begin(host);
      if (work) void this.#run(job, work, slot);
      else job.giveUp();
    }
  }

  async #run(job: PoolJob, work: PoolWork, slot: HostSlot): Promise<void> {
    const { kind, signal } = job;
    const { audioMs } = work;
    const { clock } = this.#options;
    job.attempts += 1;
    const workStartAtMs = clock.nowMs();
    const limitMs = slot.pace.limitMs(audioMs, job.attempts);
    try {
      const tell = await work.run({ limitMs, signal });
      const workEndAtMs = clock.nowMs();
      slot.works();
      this.#measure(job, slot, { audioMs, tookMs: workEndAtMs - workStartAtMs });
      tell({ workStartAtMs, workEndAtMs });
    } catch (error) {
      const failure = toEngineError(error);
      if (failure.code === 'recognizer-hung') slot.pace.add(audioMs, clock.nowMs() - workStartAtMs);
      const again = failure.retryable && kind !== 'partial' && job.attempts < DECODE_ATTEMPTS;
      if (signal.aborted) job.giveUp();
      else if (again && !this.#stopping.signal.aborted) this.#queue.putBack(job);
      else job.reject(failure);
    }
    const workMs = clock.nowMs() - workStartAtMs;
    this.#queue.charge(job, workMs);
    if (kind === 'partial') void this.#rest(slot, REST_PER_PARTIAL * Math.min(workMs, this.#step.usualMs));
    this.#dispatch();
  }

  #measure({ kind, sourceId }: PoolJob, { pace }: HostSlot, { audioMs, tookMs }: WorkTook): void {
    pace.add(audioMs, tookMs);
    if (kind === 'partial' || kind === 'feed') this.#adapt(sourceId, tookMs);
    const isDue = kind === 'final' || kind === 'feed';
    if (!isDue || !this.#slowWatch.take(audioMs, tookMs)) return;
    this.#options.onEvent({ type: 'too-slow' });
  }

  #adapt(sourceId: string, tookMs: number): void {
    const step = this.#step;
    const isToBeTold = step.take({ sourceId, tookMs, atMs: this.#options.clock.nowMs(), hosts: this.size });
    if (isToBeTold) this.#options.onEvent({ type: 'long-step', stepMs: step.ms, usualMs: step.usualMs });
  }

  async #rest(slot: HostSlot, restMs: number): Promise<void> {
    await slot.restFromPartials(restMs);
    this.#dispatch();
  }

  #rejectAll(error: EngineError): void {
    for (const job of this.#queue.remove(() => true)) job.reject(error);
  }
}

function commonTraits(infos: readonly RecognizerInfo[]): StreamingTraits | undefined {
  const all = infos.flatMap(({ streaming }) => streaming ?? []);
  if (all.length === 0) return undefined;
  return {
    openStreams: Math.max(1, Math.min(...all.map(({ openStreams }) => openStreams))),
    lookAheadMs: Math.max(...all.map(({ lookAheadMs }) => lookAheadMs)),
  };
}
