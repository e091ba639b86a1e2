import type { ServerResponse } from 'node:http';
import type { ControlAnswer, ControlErrorCode } from '../../../protocol/control-contract.ts';

type Refused = Extract<ControlAnswer, { ok: false }>;

/** The status of a refusal; 400 where its code is not among them. */
export const STATUS_OF = {
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  'unsupported-type': 415,
  'too-many': 429,
} as const satisfies Partial<Record<ControlErrorCode, number>>;

/** Why a request is refused. */
export function refused(code: ControlErrorCode, message: string): Refused {
  return { ok: false, code, message };
}

/** Sends what became of a command, or why a request is refused. */
export function sendAnswer(response: ServerResponse, answer: ControlAnswer): void {
  sendJson(response, answer.ok ? 200 : statusOf(answer.code), answer);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const text = `${JSON.stringify(value)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

function statusOf(code: ControlErrorCode): number {
  return Object.hasOwn(STATUS_OF, code) ? STATUS_OF[code as keyof typeof STATUS_OF] : 400;
}
