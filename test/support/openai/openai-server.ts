import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatReply } from './chat-reply.ts';
import { pretendTranslation } from './pretend-translation.ts';
import { speechOf, targetOf, type ReceivedChat } from './received-chat.ts';
import { writeReply } from './write-reply.ts';

interface OpenAiScript {
  /** By the request and its number, from 0. Where absent, the answer is a pretended translation. */
  readonly reply?: (chat: ReceivedChat, index: number) => ChatReply;
  /** The ids of the list of models, or another answer to the question for it. */
  readonly models?: readonly string[] | ChatReply;
  /** 0 for any free port. */
  readonly port?: number;
}

/** A server that speaks OpenAI's chat protocol. */
export interface OpenAiServer extends AsyncDisposable {
  /** Base address, up to and including `/v1`. */
  readonly url: string;
  /** Chat requests; those for the list of models are not in it. */
  readonly chats: readonly ReceivedChat[];
  /** How often the list of models was asked for. */
  readonly modelRequests: () => number;
  /** Resolves with the chat request number `index` (from 0) once it has come. */
  chat(index: number): Promise<ReceivedChat>;
}

/** Starts a server with scripted answers and faults on this machine. */
export async function startOpenAiServer(script: OpenAiScript = {}): Promise<OpenAiServer> {
  const chats: ReceivedChat[] = [];
  const waiting = new Map<number, (chat: ReceivedChat) => void>();
  let modelRequests = 0;
  const server = createServer((message, response) => {
    void handle(message, response);
  });

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const receivedAtMs = performance.now();
    const text = await readAll(message);
    const path = message.url ?? '';
    if (path === '/v1/models') {
      modelRequests += 1;
      return writeReply(response, modelList(script.models ?? ['test-model']), { model: '', stream: false }, []);
    }
    if (path !== '/v1/chat/completions' || message.method !== 'POST') {
      response.writeHead(404).end('404 page not found');
      return;
    }
    const writes: { atMs: number; text: string }[] = [];
    const body = JSON.parse(text) as ReceivedChat['body'];
    const chat = { body, headers: message.headers, receivedAtMs, writes, closed: closing(response) };
    const index = chats.push(chat) - 1;
    waiting.get(index)?.(chat);
    const reply = script.reply?.(chat, index) ?? pretend(chat);
    await writeReply(response, reply, { model: body.model, stream: body.stream === true }, writes);
  }

  await new Promise<void>((resolve) => server.listen(script.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    chats,
    modelRequests: () => modelRequests,
    chat: (index) => {
      const arrived = chats[index];
      if (arrived) return Promise.resolve(arrived);
      return new Promise((resolve) => waiting.set(index, resolve));
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pretend(chat: ReceivedChat): ChatReply {
  const speech = speechOf(chat);
  return {
    type: 'answer',
    text: pretendTranslation(speech, targetOf(chat)),
    usage: { prompt: 100 + speech.length, completion: speech.length },
  };
}

function modelList(models: readonly string[] | ChatReply): ChatReply {
  if (!isIds(models)) return models;
  const list = { object: 'list', data: models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'test' })) };
  return { type: 'raw', status: 200, contentType: 'application/json', body: [JSON.stringify(list)] };
}

function isIds(models: readonly string[] | ChatReply): models is readonly string[] {
  return Array.isArray(models);
}

async function readAll(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function closing(response: ServerResponse): ReceivedChat['closed'] {
  return new Promise((resolve) => {
    response.once('close', () => resolve({ atMs: performance.now(), whole: response.writableFinished }));
  });
}
