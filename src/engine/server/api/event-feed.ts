import { randomBytes } from 'node:crypto';
import { isFinalEvent, type CaptionEvent } from '../../../protocol/caption-event.ts';
import type { ControlState } from '../../../protocol/control-contract.ts';
import type { EngineStatus } from '../../../protocol/status.ts';

/** Who comes back within some minutes misses nothing. */
const MOST_KEPT = 200;

/** One event for readers. */
export interface FeedEvent {
  /** Of finals: by it a reader says how far it has come. */
  readonly id?: string;
  readonly type: 'caption' | 'partial' | 'status' | 'state';
  /** JSON. */
  readonly data: string;
}

/** What programs are told as it happens. Finals are kept for a while, for those who come back. */
export class EventFeed {
  /** Ids of another run mean nothing here. */
  readonly #run = randomBytes(4).toString('hex');
  readonly #readers = new Set<(event: FeedEvent) => void>();
  #kept: readonly FeedEvent[] = [];
  #count = 0;

  caption(event: CaptionEvent): void {
    if (!isFinalEvent(event)) {
      this.#tell('partial', event);
      return;
    }
    this.#count += 1;
    const kept: FeedEvent = { id: `${this.#run}-${this.#count}`, type: 'caption', data: JSON.stringify(event) };
    this.#kept = [...this.#kept, kept].slice(-MOST_KEPT);
    for (const reader of this.#readers) reader(kept);
  }

  status(status: EngineStatus): void {
    this.#tell('status', status);
  }

  state(state: ControlState): void {
    this.#tell('state', state);
  }

  /** What a reader has missed. @param lastId of the newest event that it got; undefined where it is new, and misses nothing. */
  missed(lastId: string | undefined): readonly FeedEvent[] {
    if (lastId === undefined) return [];
    return this.#kept.slice(this.#kept.findIndex(({ id }) => id === lastId) + 1);
  }

  /** Gives back what ends it. */
  follow(reader: (event: FeedEvent) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  #tell(type: FeedEvent['type'], value: unknown): void {
    if (this.#readers.size === 0) return;
    const event: FeedEvent = { type, data: JSON.stringify(value) };
    for (const reader of this.#readers) reader(event);
  }
}
