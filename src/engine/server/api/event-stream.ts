import type { ServerResponse } from 'node:http';
import type { Clock } from '../../pipeline/clock.ts';
import type { FeedEvent } from './event-feed.ts';

/** A connection on which nothing moves is cut by the server; see `STANDSTILL_MS`. */
const BEAT_MS = 10_000;

/** A reader that has left so much unread, in bytes, does not read at all. */
const STUCK_BYTES = 262_144;

/** Server-sent events on one connection, until either side ends it. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #ended = new AbortController();

  constructor(response: ServerResponse, clock: Clock) {
    this.#response = response;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    response.on('close', () => this.#ended.abort());
    response.on('error', () => this.#ended.abort());
    // So that a browser comes back after two seconds.
    this.#write('retry: 2000\n\n');
    void this.#beat(clock);
  }

  /** Aborts once the connection is over. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  send({ id, type, data }: FeedEvent): void {
    this.#write(`${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${data}\n\n`);
  }

  close(): void {
    this.#response.end();
    this.#response.destroy();
  }

  async #beat(clock: Clock): Promise<void> {
    for (;;) {
      await clock.sleep(BEAT_MS, this.ended);
      if (this.ended.aborted) return;
      this.#write(':\n\n');
    }
  }

  #write(text: string): void {
    if (this.ended.aborted) return;
    this.#response.write(text);
    if (this.#response.writableLength > STUCK_BYTES) this.#response.destroy();
  }
}
