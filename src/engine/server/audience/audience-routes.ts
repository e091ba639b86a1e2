import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { AUDIENCE_PATH } from '../../../protocol/audience-contract.ts';
import type { PageFile } from '../page-files.ts';
import type { Refusal } from '../request-guard.ts';
import { securityHeaders } from '../security-headers.ts';

interface AudienceRoutes {
  /** Files of all pages: those of viewers are picked here. */
  readonly files: ReadonlyMap<string, PageFile>;
  /** Refuses a request: wrong Host, too many. */
  readonly check: (request: IncomingMessage) => Refusal | undefined;
  /** Names under which viewers come. */
  readonly hosts: readonly string[];
  /** Somebody asked for what viewers do not get. */
  readonly onRefused: () => void;
}

/** The page, and what it loads. Themes and other pages are not for viewers. */
const SERVED = /^\/(?:watch|watch\.js|watch\.css|favicon\.svg|fonts\/[^/]+)$/u;

/** Answers every request of viewers that is not for socket.io: with the page and its files, and nothing else. */
export function createAudienceListener({ files: all, check, hosts, onRefused }: AudienceRoutes): RequestListener {
  const files = new Map([...all].filter(([pathname]) => SERVED.test(pathname)));
  return (request, response) => {
    request.resume();
    const refusal = check(request);
    const names = refusal ? [] : [...hosts.map((name) => `${name}:*`), request.headers.host ?? ''];
    for (const [name, value] of Object.entries(audienceHeaders(names))) response.setHeader(name, value);
    const refuse = (status: number, text: string): void => {
      onRefused();
      sendText(response, status, text);
    };
    if (refusal) return refuse(refusal.status, refusal.reason);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD are understood.');
    const pathname = pathOf(request);
    // Who types the address types no more than it takes.
    if (pathname === '/') return redirect(response, AUDIENCE_PATH);
    const file = files.get(pathname);
    if (!file) return refuse(404, 'There is no such page.');
    const { contentType, body } = file;
    response.writeHead(200, {
      'content-type': contentType,
      'content-length': body.length,
      'cache-control': 'no-store',
    });
    response.end(body);
  };
}

/**
 * The headers of every answer to viewers.
 * @param hosts where the page may connect to, with ports, checked: not every browser counts web sockets as `'self'`.
 */
export function audienceHeaders(hosts: readonly string[]): Readonly<Record<string, string>> {
  return {
    ...securityHeaders(0),
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self'",
      ["connect-src 'self'", ...hosts.flatMap((host) => [`ws://${host}`, `wss://${host}`])].join(' '),
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex',
  };
}

function pathOf({ url = '' }: IncomingMessage): string {
  try {
    const { pathname } = new URL(url, 'http://localhost');
    return pathname.length > 1 ? pathname.replace(/\/$/u, '') : pathname;
  } catch {
    return '';
  }
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location, 'cache-control': 'no-store' });
  response.end();
}

function sendText(response: ServerResponse, status: number, text: string): void {
  if (status === 429) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}
