import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatReply } from './chat-reply.ts';

interface ReplyContext {
  readonly model: string;
  /** Whether the request wants a stream. */
  readonly stream: boolean;
}

type Writes = { atMs: number; text: string }[];
type Answer = Extract<ChatReply, { type: 'answer' }>;

/** Writes a reply and notes when each piece of it was written. */
export async function writeReply(
  response: ServerResponse,
  reply: ChatReply,
  context: ReplyContext,
  writes: Writes,
): Promise<void> {
  const write = (text: string): void => {
    writes.push({ atMs: performance.now(), text });
    response.write(text);
  };
  switch (reply.type) {
    case 'answer':
      await reply.after;
      if (context.stream && reply.unstreamed !== true) await stream(response, reply, context.model, write);
      else answerWhole(response, reply, context.model, write);
      return;
    case 'raw': {
      const { status, contentType, headers = {}, body } = reply;
      response.writeHead(status, { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...headers });
      for (const part of body) write(part);
      response.end();
      return;
    }
    case 'closed':
      response.destroy();
      return;
    case 'endless':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      writeForever(response);
      return;
    case 'silent':
      return;
  }
}

async function stream(
  response: ServerResponse,
  reply: Answer,
  model: string,
  write: (text: string) => void,
): Promise<void> {
  const { firstByteMs = 0, pieceMs = 0, stallAfter, cutAfter, thoughts = [], finish = 'stop', usage } = reply;
  const chunk = (choice: object | undefined, more: object = {}): void =>
    write(
      `data: ${JSON.stringify({ ...head(model, 'chat.completion.chunk'), choices: choice ? [choice] : [], ...more })}\n\n`,
    );
  const delta = (fields: object): void => chunk({ index: 0, delta: fields, finish_reason: null });
  if (firstByteMs > 0) await sleep(firstByteMs);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.socket?.setNoDelay(true);
  delta({ role: 'assistant', content: '' });
  for (const thought of thoughts) delta({ reasoning_content: thought });
  for (const [index, piece] of pieces(reply.text).entries()) {
    if (index === stallAfter) return;
    if (index === cutAfter) return void setImmediate(() => response.destroy());
    if (index > 0 && pieceMs > 0) await sleep(pieceMs);
    if (response.destroyed) return;
    delta({ content: piece });
  }
  if (finish !== null) chunk({ index: 0, delta: {}, finish_reason: finish });
  if (usage) chunk(undefined, { usage: { prompt_tokens: usage.prompt, completion_tokens: usage.completion } });
  write('data: [DONE]\n\n');
  response.end();
}

function answerWhole(response: ServerResponse, reply: Answer, model: string, write: (text: string) => void): void {
  const { text, finish = 'stop', usage } = reply;
  const message = { role: 'assistant', content: typeof text === 'string' ? text : text.join('') };
  response.writeHead(200, { 'content-type': 'application/json' });
  write(
    JSON.stringify({
      ...head(model, 'chat.completion'),
      choices: [{ index: 0, message, finish_reason: finish }],
      ...(usage ? { usage: { prompt_tokens: usage.prompt, completion_tokens: usage.completion } } : {}),
    }),
  );
  response.end();
}

function head(model: string, object: string): object {
  return { id: 'chatcmpl-test', object, created: 0, model };
}

/** Words with the space before them, and long words in halves, as tokens are. */
function pieces(text: string | readonly string[]): readonly string[] {
  if (typeof text !== 'string') return text;
  return text.match(/\s*\S{1,4}|\s+/gu) ?? [];
}

function writeForever(response: ServerResponse): void {
  if (response.destroyed) return;
  response.write(`data: ${'x'.repeat(65_536)}`, () => setImmediate(() => writeForever(response)));
}
