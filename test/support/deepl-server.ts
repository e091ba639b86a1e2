import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ServerGlossaries } from './deepl/glossaries.ts';
import { listLanguages } from './deepl/languages.ts';
import { readRequest, type DeepLRequest } from './deepl/received-request.ts';
import { sendReply, type ApiAnswer, type ScriptedReply } from './deepl/scripted-reply.ts';
import { markedText, translate, type TranslateText } from './deepl/translate.ts';

/** How the server behaves. */
export interface DeepLServerScript {
  /** Other keys are refused. Default: every key is accepted. */
  readonly key?: string;
  /** Default: `markedText`. */
  readonly translate?: TranslateText;
  /** What `/v2/usage` answers. */
  readonly usage?: unknown;
  /** False for a server that knows the second version of the glossary protocol only. Default: true. */
  readonly newGlossaries?: boolean;
  /** How often glossaries of the second version are listed before they are ready. Default: 0. */
  readonly glossaryPreparation?: number;
  /** Changes the answer to a request; `index` counts the requests for the same path, from 0. */
  readonly reply?: (request: DeepLRequest, index: number) => ScriptedReply | undefined;
}

export interface DeepLServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly DeepLRequest[];
  readonly glossaries: ServerGlossaries;
  /** Those of the requests that ask for a translation. */
  translations(): readonly DeepLRequest[];
  /** How many connections the client holds. */
  connections(): number;
}

/** A server that speaks DeepL's protocol over real sockets: translation, usage, languages and glossaries. */
export async function startDeepLServer(script: DeepLServerScript = {}): Promise<DeepLServer> {
  const requests: DeepLRequest[] = [];
  const sockets = new Map<Socket, number>();
  const glossaries = new ServerGlossaries(script.glossaryPreparation);
  const server = createServer((message, response) => {
    // A request that is aborted while it comes in is no request.
    handle(message, response).catch(() => response.destroy());
  });
  let accepted = 0;
  server.on('connection', (socket) => {
    sockets.set(socket, (accepted += 1));
    socket.once('close', () => sockets.delete(socket));
  });

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message, response, sockets.get(message.socket) ?? 0);
    const index = requests.filter(({ path }) => path === request.path).length;
    requests.push(request);
    await sendReply(response, script.reply?.(request, index) ?? {}, () => answer(request, script, glossaries));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    glossaries,
    translations: () => requests.filter(({ path }) => path === '/v2/translate'),
    connections: () => sockets.size,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(request: DeepLRequest, script: DeepLServerScript, glossaries: ServerGlossaries): ApiAnswer {
  const { key, usage = { character_count: 0, character_limit: 500_000 }, newGlossaries = true } = script;
  const { path, fields, headers } = request;
  if (key !== undefined && headers.authorization !== `DeepL-Auth-Key ${key}`) {
    return { status: 403, body: { message: 'Forbidden' } };
  }
  if (path === '/v2/translate') return translate(fields, glossaries, script.translate ?? markedText);
  if (path === '/v2/usage') return { status: 200, body: usage };
  if (path === '/v2/languages') return { status: 200, body: listLanguages(fields.get('type')) };
  const isGlossary = path.startsWith('/v2/glossaries') || (newGlossaries && path.startsWith('/v3/glossaries'));
  return isGlossary ? glossaries.answer(request) : { status: 404, body: { message: 'Not found' } };
}
