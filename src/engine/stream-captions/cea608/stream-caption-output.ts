import { unlessAborted } from '../../pipeline/abortable.ts';
import type { EngineOutput, Output, OutputContext } from '../../pipeline/output.ts';
import type { StreamSink } from '../stream-sink.ts';
import { Waker } from '../waker.ts';
import { wantedFinal, type WantedCaptions } from '../wanted-text.ts';
import { advanceCaptions, NO_CAPTIONS, nextChangeMs, offerCaption } from './paced-captions.ts';

/**
 * Captions in a stream that viewers can switch on, as an output: finals of one language, in pieces of a size that players
 * can show, at the speed of reading. While nothing is live they are left out, and nothing waits for the next stream.
 */
export function streamCaptionOutput(sink: StreamSink, wanted: WantedCaptions): Output {
  return {
    name: 'stream-captions',
    // Nothing waits there: finals are taken at once, and wait here.
    policy: 'newest-per-utterance',
    run: (events, context) => new StreamScreen(sink, wanted, context).run(events),
  };
}

class StreamScreen {
  readonly #sink: StreamSink;
  readonly #wanted: WantedCaptions;
  readonly #context: OutputContext;
  readonly #waker = new Waker();
  #captions = NO_CAPTIONS;
  #hasEnded = false;

  constructor(sink: StreamSink, wanted: WantedCaptions, context: OutputContext) {
    this.#sink = sink;
    this.#wanted = wanted;
    this.#context = context;
  }

  async run(events: AsyncIterable<EngineOutput>): Promise<void> {
    const over = new AbortController();
    this.#sink.onChange(() => this.#waker.wake(), over.signal);
    const reading = this.#read(events).finally(() => {
      this.#hasEnded = true;
      this.#waker.wake();
    });
    // It is awaited below; a fault of it is told there.
    reading.catch(() => undefined);
    try {
      while (!this.#isOver()) await this.#step();
      if (this.#captions.shown && this.#sink.isLive) await this.#show('');
      await reading;
    } finally {
      over.abort();
    }
  }

  async #read(events: AsyncIterable<EngineOutput>): Promise<void> {
    for await (const event of events) {
      const final = wantedFinal(event, this.#wanted);
      if (!final || !this.#sink.isLive) continue;
      const { captions, skipped } = offerCaption(this.#captions, final);
      this.#captions = captions;
      this.#context.skipped(skipped);
      this.#waker.wake();
    }
  }

  async #step(): Promise<void> {
    const { clock } = this.#context;
    if (!this.#sink.isLive) {
      // What viewers still see is cleared once the stream is back.
      this.#captions = { ...this.#captions, waiting: [] };
      return this.#waker.wait(undefined, this.#context);
    }
    const { captions, show } = advanceCaptions(this.#captions, clock.nowMs(), this.#sink.isResting);
    this.#captions = captions;
    if (show !== undefined) return this.#show(show);
    const atMs = nextChangeMs(captions, this.#sink.isResting);
    await this.#waker.wait(atMs === undefined ? undefined : atMs - clock.nowMs(), this.#context);
  }

  /** A sink that hangs holds up nothing but this. */
  async #show(text: string): Promise<void> {
    await unlessAborted(this.#sink.show(text), this.#context.signal);
  }

  /** A method, because the compiler does not see that it changes during an `await`. */
  #isOver(): boolean {
    return this.#hasEnded || this.#context.signal.aborted;
  }
}
