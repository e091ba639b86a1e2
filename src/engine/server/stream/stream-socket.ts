import { WebSocket } from 'ws';
import { STREAM_CLOSE, type StreamError } from '../../../protocol/stream-contract.ts';
import { StreamFailure } from './stream-failure.ts';

/** The library closes by itself, with a code and no reason, where a message breaks the WebSocket protocol or its limit. */
const LIBRARY_FAILURES: Readonly<Record<number, StreamFailure>> = {
  1002: new StreamFailure('malformed', 'This does not follow the WebSocket protocol.'),
  1007: new StreamFailure('malformed', 'A text message is not valid UTF-8.'),
  1008: new StreamFailure('too-large', 'A message comes in too many parts.'),
  1009: new StreamFailure('too-large', 'A message is too large. Send at most a second of sound at once.'),
};

/** The close frame has room for so many bytes of the reason. */
const LONGEST_REASON_BYTES = 123;

/** A WebSocket that always tells the client why it is closed. */
export class StreamSocket extends WebSocket {
  /** Says goodbye with an `error` message and a close frame. */
  fail({ close, code, message }: StreamFailure): void {
    const error: StreamError = { type: 'error', code, message };
    if (this.readyState === WebSocket.OPEN) this.send(JSON.stringify(error));
    super.close(STREAM_CLOSE[close], shortened(message));
  }

  override close(code?: number, reason?: string | Buffer): void {
    const failure = code === undefined || reason !== undefined ? undefined : LIBRARY_FAILURES[code];
    if (failure) this.fail(failure);
    else super.close(code, reason);
  }
}

function shortened(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= LONGEST_REASON_BYTES) return reason;
  // Cutting may leave half a character, which decodes to one replacement character of three bytes.
  return bytes.subarray(0, LONGEST_REASON_BYTES - 3).toString();
}
