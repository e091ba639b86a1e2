import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a test makes of one answer. Fields that are left out are as DeepL would answer. */
export type ScriptedReply =
  | {
      /** The answer waits for it: a slow first byte. */
      readonly after?: Promise<unknown>;
      readonly delayMs?: number;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text as it is; anything else as JSON. */
      readonly body?: unknown;
      readonly contentType?: string;
    }
  /** No answer; half an answer and then nothing; half an answer and then a cut connection; an answer without end. */
  | { readonly fault: 'silent' | 'stalled' | 'cut' | 'endless' };

/** An answer of DeepL. */
export interface ApiAnswer {
  readonly status: number;
  /** Sent as JSON; nothing where it is absent. */
  readonly body?: unknown;
}

/** Answers as scripted, and as `usual` where the script says nothing. */
export async function sendReply(response: ServerResponse, reply: ScriptedReply, usual: () => ApiAnswer): Promise<void> {
  if ('fault' in reply) {
    fail(response, reply.fault);
    return;
  }
  await reply.after;
  if (reply.delayMs !== undefined) await sleep(reply.delayMs);
  const answer = reply.status === undefined && reply.body === undefined ? usual() : undefined;
  const { status = 200, body = '' } = answer ?? reply;
  response.writeHead(status, { 'content-type': reply.contentType ?? 'application/json', ...reply.headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function fail(response: ServerResponse, fault: 'silent' | 'stalled' | 'cut' | 'endless'): void {
  if (fault === 'silent') return;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"translations":[{"text":"half');
  if (fault === 'cut') setImmediate(() => response.destroy());
  if (fault === 'endless') writeForever(response);
}

function writeForever(response: ServerResponse): void {
  if (response.destroyed) return;
  response.write('x'.repeat(65_536), () => setImmediate(() => writeForever(response)));
}
