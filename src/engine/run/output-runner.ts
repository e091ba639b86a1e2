import type { CounterName } from '../../protocol/counter-name.ts';
import type { OutputStage, StatusNotice } from '../../protocol/status.ts';
import { EngineError, toEngineError } from '../errors.ts';
import type { BoundedChannel } from '../pipeline/bounded-channel.ts';
import { notice } from '../pipeline/notice.ts';
import type { EngineOutput, Output, OutputPolicy } from '../pipeline/output.ts';
import { backOffMs } from '../pipeline/retry.ts';
import type { StageContext } from '../pipeline/stage.ts';
import { openOutputChannel } from './output-channel.ts';
import type { StatusBoard } from './status-board.ts';

/** An output that fails is started again after a second, then after up to half a minute. */
const BACK_OFF = { firstWaitMs: 1000, longestWaitMs: 30_000 } as const;

/** After a minute without a fault the next one is a new one, in milliseconds: it is told again. */
const STEADY_MS = 60_000;

/** An output that takes nothing for so long, although something waits, does not keep up. */
const SLOW_MS = 10_000;

/** How long an output may take for what waits when the run is over. A file that loses nothing may lie on a slow disk. */
const DRAIN_MS: Readonly<Record<OutputPolicy, number>> = {
  'newest-per-utterance': 2000,
  newest: 2000,
  refuse: 60_000,
};

/** How long an output that was told to stop is waited for. */
const STOP_MS = 300;

interface RunnerTools extends Pick<StageContext, 'clock' | 'log'> {
  readonly status: StatusBoard;
  readonly count: (counter: CounterName, amount?: number) => void;
  readonly notify: (notice: StatusNotice) => void;
}

/** One output at work: its queue, its faults, its restarts, its end. Nothing that the output does gets out of here. */
export class OutputRunner {
  readonly #output: Output;
  readonly #tools: RunnerTools;
  readonly #stage: OutputStage;
  readonly #channel: BoundedChannel<EngineOutput>;
  readonly #closing = new AbortController();
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  /** What it was given, and has not finished with. */
  #inHand: EngineOutput | undefined;
  #waitingSinceMs = 0;
  #failures = 0;
  #faultAtMs = Number.NEGATIVE_INFINITY;
  #isTold = false;

  constructor(output: Output, tools: RunnerTools) {
    this.#output = output;
    this.#tools = tools;
    this.#stage = `output:${output.name}`;
    this.#channel = openOutputChannel(output.policy, () => tools.count(`output-${output.name}-skipped`));
    tools.status.set(this.#stage, 'working', 'Gets the captions.');
    this.#done = this.#live();
  }

  /** Gives it one more event. Never throws, never waits. */
  push(event: EngineOutput): void {
    const nowMs = this.#tools.clock.nowMs();
    if (this.#channel.size === 0) this.#waitingSinceMs = nowMs;
    try {
      this.#channel.push(event);
    } catch (error) {
      this.#giveUp(error);
      return;
    }
    if (nowMs - this.#waitingSinceMs > SLOW_MS) {
      this.#blame('degraded', { level: 'warning', code: 'output-slow', message: `${this.#title} does not keep up.` });
    }
  }

  /** Lets it finish with what waits, up to a bound. Never rejects. */
  async close(): Promise<void> {
    this.#channel.close();
    this.#closing.abort();
    if (await this.#endsWithin(DRAIN_MS[this.#output.policy])) return;
    this.#stop.abort();
    await this.#endsWithin(STOP_MS);
    if (this.#channel.size === 0 && this.#inHand === undefined) return;
    const message = `${this.#title} was ended before it had taken all captions.`;
    this.#blame('failed', { level: 'warning', code: 'output-slow', message });
  }

  async #endsWithin(ms: number): Promise<boolean> {
    const waited = new AbortController();
    const ended = this.#done.then(() => true);
    try {
      return await Promise.race([ended, this.#tools.clock.sleep(ms, waited.signal).then(() => false)]);
    } finally {
      waited.abort();
    }
  }

  /** Runs it until its events end, and again after each fault. Never rejects. */
  async #live(): Promise<void> {
    while (!this.#isStopped()) {
      const attempt = new AbortController();
      const wasClosing = this.#closing.signal.aborted;
      try {
        const { clock, log } = this.#tools;
        const context = { signal: this.#stop.signal, clock, log, skipped: this.#skipped };
        await this.#output.run(this.#events(attempt.signal), context);
        this.#channel.close();
        this.#tools.status.set(this.#stage, 'ended', 'Has got all that it wanted.');
        return;
      } catch (error) {
        if (this.#isStopped()) return;
        this.#failed(error);
      } finally {
        attempt.abort();
      }
      // A fault at the very end gets one more try, for what may not be lost.
      if (wasClosing) return;
      await this.#tools.clock.sleep(backOffMs(this.#failures, BACK_OFF, Math.random), this.#closing.signal);
    }
  }

  /** @param attempt ends what an output that has failed may still be reading. */
  async *#events(attempt: AbortSignal): AsyncGenerator<EngineOutput, void, undefined> {
    if (this.#output.policy === 'refuse' && this.#inHand !== undefined) {
      yield this.#inHand;
      this.#finished();
    }
    for await (const event of this.#channel.read(AbortSignal.any([attempt, this.#stop.signal]))) {
      this.#inHand = event;
      this.#waitingSinceMs = this.#tools.clock.nowMs();
      yield event;
      this.#finished();
    }
  }

  readonly #skipped = (count: number): void => {
    if (count > 0) this.#tools.count(`output-${this.#output.name}-skipped`, count);
  };

  /** It came for the next event, so it is done with the last one. */
  #finished(): void {
    this.#inHand = undefined;
    this.#tools.status.recovered(this.#stage);
    if (this.#tools.clock.nowMs() - this.#faultAtMs < STEADY_MS) return;
    this.#isTold = false;
    this.#failures = 0;
  }

  #failed(error: unknown): void {
    this.#failures += 1;
    const reason = error instanceof Error ? error.message : String(error);
    // Whoever wrote the message may have put into it what was said.
    this.#tools.log.debug('an output failed', { output: this.#output.name, reason });
    const { message: why, hint } = toEngineError(error, { who: 'it' });
    const message = `${this.#title} failed, and is started again: ${why}`;
    this.#blame('degraded', { level: 'error', code: 'output-failed', message, hint });
  }

  #giveUp(error: unknown): void {
    this.#channel.close();
    this.#closing.abort();
    this.#stop.abort();
    const message = `${this.#title} is given up: ${error instanceof EngineError ? error.message : 'it is full.'}`;
    this.#isTold = false;
    this.#blame('failed', { level: 'error', code: 'output-failed', message });
  }

  /** Marks its state, and tells the streamer of a new fault once. */
  #blame(state: 'degraded' | 'failed', fault: Omit<StatusNotice, 'type' | 'stage'>): void {
    const { status, clock, notify } = this.#tools;
    this.#faultAtMs = clock.nowMs();
    const isNew = !this.#isTold;
    this.#isTold = true;
    if (isNew) notify(notice(this.#stage, fault));
    status.set(this.#stage, state, fault.message);
  }

  /** A method, because the compiler does not see that it changes during an `await`. */
  #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  get #title(): string {
    return `The output "${this.#output.name}"`;
  }
}
