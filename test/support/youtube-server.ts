import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with a post: a status, no answer, or a cut connection, before or after the server has taken it. */
type CaptionFault = number | 'silence' | 'cut' | 'cut-after';

interface CaptionServerScript {
  /** Time of the server, in milliseconds of UTC; that of this computer when absent. */
  readonly nowMs?: () => number;
  /** The time that it answers; its own when absent. */
  readonly answeredMs?: () => number;
  /** By the number of the post, from 0. */
  readonly fault?: (index: number) => CaptionFault | undefined;
}

/** A caption as viewers have it. */
export interface TakenCaption {
  readonly atMs: number;
  readonly text: string;
}

export interface CaptionServer extends AsyncDisposable {
  /** The address that YouTube would give, with its key. */
  readonly address: string;
  readonly key: string;
  readonly captions: readonly TakenCaption[];
  /** The numbers of all posts as they came, tried again or not. */
  readonly sequence: readonly number[];
  /** What is not as YouTube wants it. */
  readonly problems: readonly string[];
}

const KEY = 'abcd-1234-secret';
const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}) region:reg1#cue1$/u;
/** Times may be so far from that of the server, in milliseconds. */
const NEAR_MS = 60_000;

/**
 * A server that takes captions as YouTube does, and is strict: content type, numbers that grow by one but for what is tried
 * again, lines of time and text, times that are near its own and grow. It answers its time.
 */
export async function startCaptionServer({
  nowMs = Date.now,
  answeredMs = nowMs,
  fault,
}: CaptionServerScript = {}): Promise<CaptionServer> {
  const captions: TakenCaption[] = [];
  const sequence: number[] = [];
  const problems: string[] = [];
  const taken = new Set<number>();

  function problemOf({ method, url = '', headers }: IncomingMessage, body: string): string | undefined {
    const { pathname, searchParams } = new URL(url, 'http://server');
    const number = Number(searchParams.get('seq') ?? 'none');
    if (method !== 'POST' || pathname !== '/closedcaption') return `${method} ${pathname}`;
    if (headers['content-type'] !== 'text/plain') return `content type ${headers['content-type']}`;
    const before = sequence.at(-1) ?? 0;
    if (number !== before && number !== before + 1) return `number ${number} after ${before}`;
    // An empty one is a sign of life, and the first answer to what is tried again may have been lost.
    return body === '' || taken.has(number) ? undefined : bodyProblem(body);
  }

  function bodyProblem(body: string): string | undefined {
    if (!body.endsWith('\n')) return 'a body without an end';
    const lines = body.slice(0, -1).split('\n');
    if (lines.length % 2 !== 0) return 'a time without a text';
    let newestMs = captions.at(-1)?.atMs ?? 0;
    for (let index = 0; index < lines.length; index += 2) {
      const stamp = PLACE.exec(lines[index] ?? '')?.[1];
      if (stamp === undefined) return `the line ${lines[index]}`;
      const atMs = Date.parse(`${stamp}Z`);
      if (Math.abs(atMs - nowMs()) > NEAR_MS) return `${stamp}, ${(atMs - nowMs()) / 1000} s from now`;
      if (atMs <= newestMs) return `${stamp} is not later than before`;
      newestMs = Math.max(newestMs, atMs);
    }
    return undefined;
  }

  function take(number: number, body: string): void {
    if (taken.has(number)) return;
    taken.add(number);
    const lines = body.split('\n');
    for (let index = 0; index + 2 < lines.length; index += 2) {
      const [stamp = '', text = ''] = [lines[index]?.slice(0, 23), lines[index + 1]];
      captions.push({ atMs: Date.parse(`${stamp}Z`), text });
    }
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const { searchParams } = new URL(message.url ?? '', 'http://server');
    if (searchParams.get('cid') !== KEY) return void response.writeHead(403).end(`no stream ${message.url}`);
    const problem = problemOf(message, body);
    if (problem !== undefined) problems.push(problem);
    const number = Number(searchParams.get('seq'));
    const wrong = fault?.(sequence.length);
    sequence.push(number);
    if (wrong === 'silence') return;
    if (wrong === 'cut') return void response.destroy();
    if (typeof wrong === 'number') return void response.writeHead(wrong).end(`refused: ${body}`);
    if (problem !== undefined) return void response.writeHead(400).end(problem);
    take(number, body);
    if (wrong === 'cut-after') return void response.destroy();
    response.writeHead(200).end(`${new Date(answeredMs()).toISOString().slice(0, -1)}\n`);
  }

  const server = createServer((message, response) => {
    handle(message, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/closedcaption?cid=${KEY}`,
    key: KEY,
    captions,
    sequence,
    problems,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
