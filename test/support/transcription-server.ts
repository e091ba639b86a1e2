import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server answers one request. */
export type ScriptedReply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as it is; use `jsonReply` for JSON. */
      readonly body?: string;
      readonly contentType?: string;
      /** The answer waits for it: a slow first byte. */
      readonly after?: Promise<unknown>;
    }
  /** No answer; half an answer and then nothing; half an answer and then a cut connection; an answer without end. */
  | { readonly fault: 'silent' | 'stalled' | 'cut' | 'endless' };

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Text fields of the form. */
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Uint8Array | undefined;
  readonly fileName: string | undefined;
  /** Everything that came in the head and the body, to search it for secrets. */
  readonly raw: string;
  /** True once the client has ended the connection before it had a whole answer. */
  readonly abandoned: Promise<boolean>;
}

export interface TranscriptionServer extends AsyncDisposable {
  /** Base address, up to and including `/v1`. */
  readonly url: string;
  /** Requests for `/models` are not listed. */
  readonly requests: readonly ReceivedRequest[];
  /** Resolves with the request number `index` (from 0) once it has arrived. */
  request(index: number): Promise<ReceivedRequest>;
}

/** A JSON answer. */
export function jsonReply(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): ScriptedReply {
  return { status, headers, body: JSON.stringify(value), contentType: 'application/json' };
}

interface ServerScript {
  /** By the number of the request, from 0. */
  readonly reply: (request: ReceivedRequest, index: number) => ScriptedReply;
  readonly models?: ScriptedReply;
}

/** A server that speaks OpenAI's transcription protocol with scripted answers and faults. */
export async function startTranscriptionServer(script: ServerScript): Promise<TranscriptionServer> {
  const requests: ReceivedRequest[] = [];
  const waiting = new Map<number, (request: ReceivedRequest) => void>();
  const server = createServer((message, response) => {
    void handle(message, response);
  });

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(message);
    if (message.url?.endsWith('/models') === true) return answer(response, script.models ?? { status: 404 });
    const request = describe(message, body, response);
    requests.push(request);
    const index = requests.length - 1;
    const reply = script.reply(request, index);
    waiting.get(index)?.(request);
    await answer(response, reply);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    request: (index) => {
      const arrived = requests[index];
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

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function describe(message: IncomingMessage, body: Buffer, response: ServerResponse): ReceivedRequest {
  const { method = '', url = '', headers } = message;
  const abandoned = new Promise<boolean>((resolve) => {
    response.once('close', () => {
      resolve(!response.writableFinished);
    });
  });
  const raw = `${url}\n${JSON.stringify(headers)}\n${body.toString('latin1')}`;
  return { method, path: url, headers, ...readForm(headers['content-type'] ?? '', body), raw, abandoned };
}

/** Reads a multipart form by its boundary. */
function readForm(type: string, body: Buffer): Pick<ReceivedRequest, 'fields' | 'file' | 'fileName'> {
  const fields: Record<string, string> = {};
  let file: Uint8Array | undefined;
  let fileName: string | undefined;
  const boundary = /^multipart\/form-data; boundary=(.+)$/u.exec(type)?.[1];
  const parts = boundary === undefined ? [] : body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  for (const part of parts) {
    const [head = ''] = part.split('\r\n\r\n', 1);
    const value = Buffer.from(part.slice(head.length + 4, -2), 'latin1');
    const name = / name="([^"]*)"/u.exec(head)?.[1] ?? '';
    const givenFileName = / filename="([^"]*)"/u.exec(head)?.[1];
    if (givenFileName === undefined) {
      fields[name] = value.toString('utf8');
    } else {
      file = value;
      fileName = givenFileName;
    }
  }
  return { fields, file, fileName };
}

async function answer(response: ServerResponse, reply: ScriptedReply): Promise<void> {
  if ('fault' in reply) {
    fail(response, reply.fault);
    return;
  }
  const { status = 200, headers = {}, body = '', contentType, after } = reply;
  await after;
  response.writeHead(status, { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...headers });
  response.end(body);
}

function fail(response: ServerResponse, fault: 'silent' | 'stalled' | 'cut' | 'endless'): void {
  if (fault === 'silent') return;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"text": "half');
  if (fault === 'cut') setImmediate(() => response.destroy());
  if (fault === 'endless') writeForever(response);
}

function writeForever(response: ServerResponse): void {
  if (response.destroyed) return;
  response.write('x'.repeat(65_536), () => setImmediate(() => writeForever(response)));
}
