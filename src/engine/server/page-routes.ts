import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { API_PATH } from '../../protocol/control-contract.ts';
import { RUN_INFO_PATH, type RunInfo } from '../../protocol/run-info.ts';
import { STREAM_PATH } from '../../protocol/stream-contract.ts';
import type { PageFile } from './page-files.ts';
import type { Refusal } from './request-guard.ts';
import { permissionsPolicy } from './security-headers.ts';

interface PageRoutes {
  readonly files: ReadonlyMap<string, PageFile>;
  /** Files for pages of this PC alone. */
  readonly localFiles: ReadonlyMap<string, PageFile>;
  /** True where a request comes from this PC. */
  readonly isLocal: (request: IncomingMessage) => boolean;
  /** Refuses a request: wrong Host, too many. */
  readonly check: (request: IncomingMessage) => Refusal | undefined;
  /** Sent with every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** The answer of `/healthz`. */
  readonly health: (request: IncomingMessage) => Readonly<Record<string, unknown>>;
  /** What pages are told of this run. */
  readonly runInfo: (request: IncomingMessage) => RunInfo;
  /** Answers what is asked below `API_PATH`; nothing is there when absent. */
  readonly api?: RequestListener;
  /** True where programs may open a WebSocket at `STREAM_PATH`. */
  readonly programs: boolean;
}

/** Answers every request that is not for socket.io. */
export function createPageListener(routes: PageRoutes): RequestListener {
  const { files, localFiles, isLocal, check, headers, health, runInfo, api, programs } = routes;
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refusal = check(request);
    if (api && !refusal && isApi(request)) return api(request, response);
    // Bodies are of no use here: they are read away, so that the connection can be used again.
    request.resume();
    if (refusal) return sendText(response, refusal.status, refusal.reason);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return sendText(response, 405, 'Only GET and HEAD are understood.');
    }
    const pathname = pathOf(request);
    if (pathname === undefined) return sendText(response, 400, 'The address cannot be understood.');
    if (pathname === '/healthz') return sendJson(response, health(request));
    if (pathname === RUN_INFO_PATH) return sendJson(response, runInfo(request));
    if (pathname === STREAM_PATH) return sendStreamAdvice(response, programs);
    const file = files.get(pathname) ?? (isLocal(request) ? localFiles.get(pathname) : undefined);
    if (!file) return sendText(response, 404, 'There is no such page.');
    response.setHeader('permissions-policy', permissionsPolicy(pathname));
    sendFile(response, file);
  };
}

function isApi({ url = '' }: IncomingMessage): boolean {
  return url.startsWith(`${API_PATH}/`);
}

/** The path of the address, or undefined where it is malformed. */
function pathOf(request: IncomingMessage): string | undefined {
  try {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    return pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  } catch {
    return undefined;
  }
}

/**
 * Nothing is ever kept by the browser: a page of the last version would not understand this engine, and Chromium 103
 * (OBS 28 to 30) hangs when it is told that a style sheet has not changed.
 */
function sendFile(response: ServerResponse, { contentType, body }: PageFile): void {
  response.writeHead(200, { 'content-type': contentType, 'content-length': body.length, 'cache-control': 'no-store' });
  response.end(body);
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

/** For programs that ask for the WebSocket with a plain request, or where there is none. */
function sendStreamAdvice(response: ServerResponse, programs: boolean): void {
  if (!programs) return sendText(response, 404, 'Programs are not let in here. Start Overlingo with --programs.');
  response.setHeader('upgrade', 'websocket');
  response.setHeader('connection', 'Upgrade');
  sendText(
    response,
    426,
    'This address speaks WebSocket only: open it with a WebSocket client, at ws:// instead of http:// (wss:// instead of https://).',
  );
}

function sendText(response: ServerResponse, status: number, text: string): void {
  // Who asks too fast has to connect anew.
  if (status === 429) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}
