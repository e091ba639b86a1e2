import { Agent, Dispatcher } from 'undici';
import { connectionFault } from './connection-fault.ts';
import { refusedByProxy, unreachableProxy } from './proxy-fault.ts';
import type { Proxy } from './proxy-rules.ts';
import { tunnelConnector } from './tunnel.ts';

/** Captions come every few seconds, and a new connection takes longer than a translation. In milliseconds. */
const KEEP_ALIVE_MS = 30_000;

/** By these a proxy says that it did not let the request through, or got no answer. */
const PROXY_STATUSES = [407, 502, 504];

/** Sends each request straight to its server, or through the proxy that the rules name. */
export class RoutedDispatcher extends Dispatcher {
  readonly #route: (url: URL) => Proxy | undefined;
  readonly #direct = new Agent({ keepAliveTimeout: KEEP_ALIVE_MS });
  /** By the address of the proxy and who uses it. */
  readonly #tunnels = new Map<string, Agent>();

  constructor(route: (url: URL) => Proxy | undefined) {
    super();
    this.#route = route;
  }

  override dispatch(options: Agent.DispatchOptions, handler: Dispatcher.DispatchHandlers): boolean {
    const origin = new URL(String(options.origin));
    const proxy = this.#route(origin);
    if (!proxy) return this.#direct.dispatch(options, handler);
    if (origin.protocol === 'https:') return this.#tunnel(proxy).dispatch(options, handler);
    return this.#direct.dispatch(throughProxy(options, origin, proxy), ofProxy(handler, proxy));
  }

  /** Closes all connections, those in use too. */
  override async destroy(): Promise<void> {
    await Promise.all([this.#direct, ...this.#tunnels.values()].map((agent) => agent.destroy()));
  }

  #tunnel(proxy: Proxy): Agent {
    const name = `${proxy.address.href} ${proxy.authorization ?? ''}`;
    const known = this.#tunnels.get(name);
    if (known) return known;
    const agent = new Agent({ connect: tunnelConnector(proxy), keepAliveTimeout: KEEP_ALIVE_MS });
    this.#tunnels.set(name, agent);
    return agent;
  }
}

/** A proxy is asked for the whole address where nothing is encrypted. */
function throughProxy(
  options: Agent.DispatchOptions,
  origin: URL,
  { address, authorization }: Proxy,
): Agent.DispatchOptions {
  const headers = {
    ...headersOf(options.headers),
    host: origin.host,
    ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
  };
  return { ...options, origin: address.origin, path: `${origin.origin}${options.path}`, headers };
}

function headersOf(headers: Dispatcher.DispatchOptions['headers']): Record<string, string | string[] | undefined> {
  if (headers === null || headers === undefined) return {};
  if (!Array.isArray(headers)) return Symbol.iterator in headers ? Object.fromEntries(headers) : { ...headers };
  const pairs = headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1]] as const] : []));
  return Object.fromEntries(pairs);
}

/** Where the connection fails, it is the one to the proxy; and it answers where it lets nothing through. */
function ofProxy(handler: Dispatcher.DispatchHandlers, { address }: Proxy): Dispatcher.DispatchHandlers {
  let end: ((fault: Error) => void) | undefined;
  return {
    onConnect: (abort, ...rest) => {
      end = abort;
      handler.onConnect?.(abort, ...rest);
    },
    onError: (error) => {
      const fault = end ? error : unreachableProxy(address, connectionFault(error).reason, error);
      handler.onError?.(fault);
    },
    onResponseStarted: () => handler.onResponseStarted?.(),
    onUpgrade: (...upgrade) => handler.onUpgrade?.(...upgrade),
    onHeaders: (...head) => {
      if (!PROXY_STATUSES.includes(head[0])) return handler.onHeaders?.(...head) ?? true;
      end?.(refusedByProxy(address, head[0]));
      return false;
    },
    onData: (chunk) => handler.onData?.(chunk) ?? true,
    onComplete: (trailers) => handler.onComplete?.(trailers),
    onBodySent: (...sent) => handler.onBodySent?.(...sent),
  };
}
