import { OBSWebSocket } from 'obs-websocket-js/json';

/**
 * The connection of the library, which can be cut. Its own goodbye waits for half a minute where OBS does not answer, and
 * would keep a command from ending. It leads to a program on this PC or in this network, so no proxy is asked.
 */
export class ObsSocket extends OBSWebSocket {
  /** Ends the connection at once. Does nothing where there is none. */
  terminate(): void {
    // The library has `ws` below it, and the types of a browser above it.
    const socket = this.socket as unknown as { readonly terminate: () => void } | undefined;
    socket?.terminate();
  }
}
