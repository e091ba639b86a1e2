import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { connectionFault } from './connection-fault.ts';
import { refusedByProxy, unreachableProxy } from './proxy-fault.ts';
import type { Proxy } from './proxy-rules.ts';

/** How long a proxy may take to connect, in milliseconds. */
const CONNECT_LIMIT_MS = 10_000;

/** Makes encrypted connections to servers through a proxy. */
export function tunnelConnector(proxy: Proxy): buildConnector.connector {
  const encrypt = buildConnector({ timeout: CONNECT_LIMIT_MS });
  return (options, callback) => {
    const target = `${options.hostname}:${options.port || '443'}`;
    openTunnel(proxy, target).then(
      (httpSocket) => encrypt({ ...options, httpSocket }, callback),
      (error: unknown) => callback(error as Error, null),
    );
  };
}

/** A connection to `target` through the proxy. @throws ProxyFault. */
function openTunnel({ address, authorization }: Proxy, target: string): Promise<Socket> {
  const send = address.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(address, {
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }) },
      // One of the process may have a proxy of its own.
      agent: false,
      timeout: CONNECT_LIMIT_MS,
    });
    request.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode >= 200 && statusCode < 300) return resolve(socket);
      socket.destroy();
      reject(refusedByProxy(address, statusCode));
    });
    request.once('response', (response) => {
      response.destroy();
      reject(refusedByProxy(address, response.statusCode ?? 0));
    });
    request.once('timeout', () => request.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    request.once('error', (error) => reject(unreachableProxy(address, connectionFault(error).reason, error)));
    request.end();
  });
}
