import { EngineError } from '../../errors.ts';
import type { EngineOutput, Output, OutputContext } from '../../pipeline/output.ts';
import { retry } from '../../pipeline/retry.ts';
import { Waker } from '../waker.ts';
import { wantedFinal, type WantedCaptions } from '../wanted-text.ts';
import type { CaptionAddress } from './caption-address.ts';
import { captionBody, serverTime } from './caption-body.ts';
import { postCaption } from './post-caption.ts';
import { ServerClock } from './server-clock.ts';
import { timedCues, type TimedCue } from './timed-cues.ts';

/** YouTube takes times within a minute of its own, in milliseconds. */
const STALE_MS = 50_000;

/** The server is asked for its time, and whether it still takes captions, after so long without any, in milliseconds. */
const QUIET_MS = 30_000;

/** One fault may pass within seconds; then the run is told of it. */
const ATTEMPTS = { attempts: 3, firstWaitMs: 500, longestWaitMs: 2000 } as const;

interface YouTubeOptions extends WantedCaptions {
  readonly address: CaptionAddress;
  /** UTC by this computer, in milliseconds, until the server has told its own. */
  readonly utcMs?: () => number;
}

/** A post that was begun: tried again it is the same one. */
interface Batch {
  readonly sequence: number;
  /** On the engine's clock. */
  readonly cues: readonly TimedCue[];
  readonly body: string;
}

/**
 * Captions that YouTube takes by HTTP beside the stream, as an output: finals of one language, with the times at which they
 * were said. What cannot be sent within a minute is left out.
 */
export function youTubeCaptionOutput(options: YouTubeOptions): Output {
  const sender = new YouTubeSender(options);
  return {
    name: 'youtube-captions',
    // Finals are taken at once; they wait there only until the output is started again.
    policy: 'newest-per-utterance',
    run: (events, context) => sender.run(events, context),
  };
}

/** Lives as long as the output: numbers go on, and so does what waits, where it is started again. */
class YouTubeSender {
  readonly #options: YouTubeOptions;
  readonly #waker = new Waker();
  #cues: readonly TimedCue[] = [];
  #batch: Batch | undefined;
  #sequence = 0;
  #serverClock: ServerClock | undefined;
  /** Time of the newest cue, by the server. */
  #newestMs = 0;

  constructor(options: YouTubeOptions) {
    this.#options = options;
  }

  async run(events: AsyncIterable<EngineOutput>, context: OutputContext): Promise<void> {
    const ended = new AbortController();
    const isOver = (): boolean => ended.signal.aborted && this.#cues.length === 0;
    const reading = this.#read(events, context).finally(() => {
      ended.abort();
      this.#waker.wake();
    });
    // It is awaited below; a fault of it is told there.
    reading.catch(() => undefined);
    if (this.#batch && isLate(this.#batch, context)) this.#giveUp(this.#batch, context);
    // Asks for the time of the server, and shows a wrong address before anybody speaks.
    this.#batch ??= this.#newBatch([], context);
    await this.#postSure(this.#batch, context);
    while (!isOver()) {
      if (this.#cues.length === 0) await this.#waker.wait(QUIET_MS, context);
      context.signal.throwIfAborted();
      if (isOver()) break;
      const cues = this.#fresh(this.#cues, context);
      this.#cues = [];
      await this.#postSure(this.#newBatch(cues, context), context);
    }
    await reading;
  }

  async #read(events: AsyncIterable<EngineOutput>, context: OutputContext): Promise<void> {
    for await (const event of events) {
      const final = wantedFinal(event, this.#options);
      if (!final || final.text.trim() === '') continue;
      const { timing, startMs, endMs, text, language } = final;
      const saidAtMs = timing.speechEndAtMs ?? timing.audioEndAtMs ?? timing.emittedAtMs;
      const times = { startMs: saidAtMs - (endMs - startMs), endMs: saidAtMs };
      this.#cues = this.#fresh([...this.#cues, ...timedCues({ text, language, ...times })], context);
      this.#waker.wake();
    }
  }

  #fresh(cues: readonly TimedCue[], context: OutputContext): readonly TimedCue[] {
    const fresh = cues.filter((cue) => !isStale(cue, context));
    context.skipped(cues.length - fresh.length);
    return fresh;
  }

  /** Cues at times that grow; a sign of life where there are none. */
  #newBatch(cues: readonly TimedCue[], { clock }: OutputContext): Batch {
    this.#sequence += 1;
    const serverClock = (this.#serverClock ??= new ServerClock((this.#options.utcMs ?? Date.now)() - clock.nowMs()));
    const sent = cues.map(({ atMs, lines }) => {
      // Two who talk at once say things at the same time, which the viewer reads one after the other.
      this.#newestMs = Math.max(Math.round(serverClock.at(atMs)), this.#newestMs + 1);
      return { atMs: this.#newestMs, lines };
    });
    return { sequence: this.#sequence, cues, body: captionBody(sent) };
  }

  /** Posts, and asks once more where the answer leaves the time of the server in doubt. */
  async #postSure(batch: Batch, context: OutputContext): Promise<void> {
    await this.#post(batch, context);
    if (this.#serverClock?.isInDoubt === true) await this.#post(this.#newBatch([], context), context);
  }

  async #post(batch: Batch, context: OutputContext): Promise<void> {
    this.#batch = batch;
    try {
      await retry(() => this.#postOnce(batch, context), ATTEMPTS, context);
      this.#batch = undefined;
    } catch (error) {
      // What YouTube refuses it would refuse again.
      if (!(error instanceof EngineError && error.retryable)) this.#giveUp(batch, context);
      throw error;
    }
  }

  #giveUp({ cues }: Batch, { skipped }: OutputContext): void {
    skipped(cues.length);
    this.#batch = undefined;
  }

  async #postOnce(batch: Batch, context: OutputContext): Promise<void> {
    const { clock } = context;
    const sentMs = clock.nowMs();
    const answer = await postCaption(this.#options.address, batch, context);
    const gotMs = clock.nowMs();
    const serverMs = serverTime(answer);
    if (serverMs === undefined) return;
    this.#serverClock?.take({ sentMs, gotMs, serverMs });
    // Captions of a time that was wrong would push all later ones behind them.
    if (this.#newestMs > (this.#serverClock?.at(gotMs) ?? 0) + STALE_MS) this.#newestMs = 0;
  }
}

function isStale({ atMs }: TimedCue, { clock }: OutputContext): boolean {
  return atMs < clock.nowMs() - STALE_MS;
}

/** Whether it is too late for all of it. A sign of life is never tried again later. */
function isLate({ cues }: Batch, context: OutputContext): boolean {
  return cues.every((cue) => isStale(cue, context));
}
