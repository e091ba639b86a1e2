import { fetch, type RequestInit as WireInit } from 'undici';
import { refusedByProxy } from './proxy-fault.ts';
import { proxyFor, type Proxy } from './proxy-rules.ts';
import { RoutedDispatcher } from './routed-dispatcher.ts';

/** By these a proxy says that it did not let the request through, or got no answer. */
const PROXY_STATUSES = [407, 502, 504];

const route = (url: URL): Proxy | undefined => proxyFor(url, process.env);

/** Connections to other computers, which stay open between requests. */
export class OutgoingConnections {
  readonly #dispatcher = new RoutedDispatcher(route);

  /**
   * `fetch` for everything that leaves this program. It goes through the proxy of the system, whatever the version of Node
   * does by itself. `connectionFault` says what its errors mean.
   */
  async fetch(address: string | URL, init: RequestInit = {}): Promise<Response> {
    const wire = { ...(init as unknown as WireInit), dispatcher: this.#dispatcher };
    // The same `fetch` as that of Node, whose types name its parts a second time.
    const response = (await fetch(address, wire)) as unknown as Response;
    const url = new URL(response.url === '' ? address : response.url);
    const proxy = url.protocol === 'http:' && PROXY_STATUSES.includes(response.status) ? route(url) : undefined;
    if (!proxy) return response;
    await response.body?.cancel();
    throw new TypeError('fetch failed', { cause: refusedByProxy(proxy.address, response.status) });
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
