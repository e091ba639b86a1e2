import { isFinalEvent, type CaptionEvent } from '../../protocol/caption-event.ts';
import type { Clock } from '../pipeline/clock.ts';

/** At most one partial of a text is sent in this time, in milliseconds: faster than that nobody can read. */
export const PARTIAL_INTERVAL_MS = 50;

/** One text of an utterance whose newest partial was sent a moment ago. */
interface Throttled {
  /** When the next partial may be sent. */
  dueAtMs: number;
  /** The newest partial since, where there was one. */
  waiting: CaptionEvent | undefined;
}

/**
 * Sends caption events in order. Of partials that follow each other too fast only the newest is sent; finals are sent
 * at once and take the place of a waiting partial of the same text. Keeps only what was sent in the last interval.
 */
export class CaptionBroadcaster {
  readonly #send: (event: CaptionEvent) => void;
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #closed = new AbortController();
  readonly #throttled = new Map<string, Throttled>();
  #ticking = false;

  /** @param send gets each event that goes out, in order. @param intervalMs between two partials of a text. */
  constructor(send: (event: CaptionEvent) => void, clock: Clock, intervalMs = PARTIAL_INTERVAL_MS) {
    this.#send = send;
    this.#clock = clock;
    this.#intervalMs = intervalMs;
  }

  /** Sends the event, now or within the interval. */
  publish(event: CaptionEvent): void {
    if (this.#closed.signal.aborted) return;
    if (isFinalEvent(event)) this.#publishFinal(event);
    else this.#publishPartial(event);
  }

  /** Sends what waits, so that nobody who joins after this call gets an event from before it. */
  flush(): void {
    for (const text of this.#throttled.values()) this.#release(text);
  }

  /** Drops what waits. Nothing is sent after this. */
  close(): void {
    this.#closed.abort();
    this.#throttled.clear();
  }

  #publishFinal(event: CaptionEvent): void {
    const replaced = textKeyOf(event);
    for (const [key, text] of this.#throttled) {
      if (!key.startsWith(utteranceKeyOf(event))) continue;
      const dropped = event.type === 'utterance-discard' || key === replaced;
      if (dropped) this.#throttled.delete(key);
      else this.#release(text);
    }
    this.#send(event);
  }

  #publishPartial(event: CaptionEvent): void {
    const text = this.#throttled.get(textKeyOf(event));
    if (text) {
      text.waiting = event;
      return;
    }
    this.#throttled.set(textKeyOf(event), {
      dueAtMs: this.#clock.nowMs() + this.#intervalMs,
      waiting: undefined,
    });
    this.#send(event);
    if (!this.#ticking) void this.#tick();
  }

  #release(text: Throttled): void {
    if (!text.waiting) return;
    const event = text.waiting;
    text.waiting = undefined;
    this.#send(event);
  }

  /** Runs only while something was sent in the last interval. */
  async #tick(): Promise<void> {
    this.#ticking = true;
    while (this.#throttled.size > 0) {
      const dueAtMs = Math.min(...[...this.#throttled.values()].map((text) => text.dueAtMs));
      await this.#clock.sleep(Math.max(0, dueAtMs - this.#clock.nowMs()), this.#closed.signal);
      const nowMs = this.#clock.nowMs();
      for (const [key, text] of this.#throttled) {
        if (text.dueAtMs > nowMs) continue;
        if (text.waiting) text.dueAtMs = nowMs + this.#intervalMs;
        else this.#throttled.delete(key);
        this.#release(text);
      }
    }
    this.#ticking = false;
  }
}

function utteranceKeyOf(event: CaptionEvent): string {
  return JSON.stringify(event.utteranceId);
}

/** The same for the partials and the final of one text: the transcript, or the translation into one language. */
function textKeyOf(event: CaptionEvent): string {
  const isTranslation = event.type === 'translation-partial' || event.type === 'translation-final';
  return utteranceKeyOf(event) + (isTranslation ? event.language.toLowerCase() : '');
}
