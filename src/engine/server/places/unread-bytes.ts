import type { Socket } from 'socket.io';

type Connection = Socket['conn'];

/** What socket.io hands to a connection: a text or the bytes of a message. */
interface Packet {
  readonly data?: string | Uint8Array;
}

/**
 * Counts what a connection was given and has not read, and tells once that it is more than `mostBytes`: what waits for its
 * next request, or for its WebSocket, and what waits in the latter.
 */
export function watchUnread(connection: Connection, mostBytes: number, onStuck: () => void): void {
  let queued = 0;
  let stuck = false;
  connection.on('flush', () => (queued = 0));
  connection.on('packetCreate', ({ data = '' }: Packet) => {
    queued += typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    if (stuck || queued + bufferedBy(connection) <= mostBytes) return;
    stuck = true;
    // Not in the middle of a message to all pages.
    queueMicrotask(onStuck);
  });
}

/** What a WebSocket has taken and could not send. Answers to requests are one at a time, and small. */
function bufferedBy({ transport }: Connection): number {
  const { socket } = transport as { readonly socket?: { readonly bufferedAmount?: number } };
  return socket?.bufferedAmount ?? 0;
}
