import { fetch, type RequestInit as WireInit } from 'undici';
import { isPlain, plainFault, refuseWantsHttps } from './plain-request.ts';
import { proxyFor } from './proxy-rules.ts';
import { RoutedDispatcher } from './routed-dispatcher.ts';

/** Connections to other computers, which stay open between requests. */
export class OutgoingConnections {
  readonly #dispatcher = new RoutedDispatcher((url) => proxyFor(url, process.env));

  /**
   * `fetch` for everything that leaves this program. It goes through the proxy of the system, whatever the version of Node
   * does by itself. `connectionFault` says what its errors mean.
   */
  async fetch(address: string | URL, init: RequestInit = {}): Promise<Response> {
    const wire = { ...(init as unknown as WireInit), dispatcher: this.#dispatcher };
    // The same `fetch` as that of Node, whose types name its parts a second time.
    const sent = fetch(address, wire) as unknown as Promise<Response>;
    if (!isPlain(address)) return sent;
    const response = await sent.catch((error: unknown) => {
      throw plainFault(error) ?? error;
    });
    await refuseWantsHttps(response);
    return response;
  }

  /** Closes all, those in use too. */
  close(): void {
    void this.#dispatcher.destroy();
  }
}

const shared = new OutgoingConnections();

/** `OutgoingConnections.fetch` over connections that nobody closes. They keep no process from ending. */
export function outgoingFetch(address: string | URL, init?: RequestInit): Promise<Response> {
  return shared.fetch(address, init);
}
