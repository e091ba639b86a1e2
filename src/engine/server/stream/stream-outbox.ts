import { isFinalEvent, type CaptionEvent } from '../../../protocol/caption-event.ts';
import type { StreamServerMessage } from '../../../protocol/stream-contract.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { EngineOutput } from '../../pipeline/output.ts';
import { CaptionBroadcaster } from '../caption-broadcaster.ts';
import { CaptionMessages } from './caption-messages.ts';

/** A client that has left so much unread, in bytes, gets finals only: newer partials will come. */
export const SLOW_BYTES = 65_536;

/** A client that has left so much unread, in bytes, does not read at all. That is over 1,000 finals. */
const STUCK_BYTES = 1_048_576;

interface OutboxSocket {
  readonly bufferedAmount: number;
  send(text: string): void;
}

interface StreamOutboxOptions {
  readonly socket: OutboxSocket;
  readonly clock: Clock;
  /** The client does not read what it is sent. */
  readonly onStuck: () => void;
}

/** Sends one client its captions: partials as often as anybody can read, finals always. */
export class StreamOutbox {
  readonly #options: StreamOutboxOptions;
  readonly #messages = new CaptionMessages();
  readonly #throttle: CaptionBroadcaster;

  constructor(options: StreamOutboxOptions) {
    this.#options = options;
    this.#throttle = new CaptionBroadcaster((event) => this.#write(event), options.clock);
  }

  /** Sends a caption, perhaps a moment later, or a notice. */
  publish(output: EngineOutput): void {
    if (output.type !== 'status-notice') return this.#throttle.publish(output);
    const { level, code, message } = output;
    this.send({ type: 'notice', level, code, message });
  }

  /** Sends a message at once. */
  send(message: StreamServerMessage): void {
    const { socket, onStuck } = this.#options;
    if (socket.bufferedAmount > STUCK_BYTES) onStuck();
    else socket.send(JSON.stringify(message));
  }

  /** Nothing is published any more. */
  close(): void {
    this.#throttle.close();
  }

  #write(event: CaptionEvent): void {
    const message = this.#messages.next(event);
    if (!message) return;
    if (isFinalEvent(event) || this.#options.socket.bufferedAmount <= SLOW_BYTES) this.send(message);
  }
}
