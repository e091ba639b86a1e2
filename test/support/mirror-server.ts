import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with a file. Faults with a count of bytes or with `once` happen once, the others each time. */
interface Fault {
  readonly status?: number;
  /** What stands in the answer besides. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly once?: boolean;
  /** The file is somewhere else. */
  readonly redirectTo?: string;
  /** A length that is announced instead of the true one. */
  readonly announced?: number;
  /** Ranges are answered from another place than was asked for. */
  readonly wrongRange?: boolean;
  /** SHA-256 that is told as Hugging Face does, in an answer that leads to the file itself. */
  readonly linkedSha256?: string;
  /** Pieces of so many bytes come one by one. */
  readonly piecesOf?: number;
  /** The connection is cut behind so many bytes. */
  readonly cutAfterBytes?: number;
  /** Nothing more is sent behind so many bytes, and the connection stays. */
  readonly stallAfterBytes?: number;
  /** Other bytes of the same length are sent. */
  readonly wrongBytes?: boolean;
  /** No length is announced. */
  readonly noLength?: boolean;
  /** Ranges are ignored. */
  readonly noRanges?: boolean;
}

interface ServedRequest {
  readonly method: string;
  readonly path: string;
  readonly range: string | undefined;
}

/** A mirror of models on this computer, with faults. */
export class MirrorServer implements AsyncDisposable {
  /** What is served, by its path without a slash at the beginning. */
  readonly files = new Map<string, Buffer>();
  readonly faults = new Map<string, Fault>();
  readonly requests: ServedRequest[] = [];
  readonly #server = createServer((request, response) => this.#serve(request, response));

  static async start(): Promise<MirrorServer> {
    const mirror = new MirrorServer();
    mirror.#server.listen(0, '127.0.0.1');
    await once(mirror.#server, 'listening');
    return mirror;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Adds a file, and gives its entry in the list. */
  add(path: string, content: Buffer): { readonly path: string; readonly bytes: number; readonly sha256: string } {
    this.files.set(path, content);
    return { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  }

  /** Serves the list of the mirror. */
  list(files: readonly object[]): void {
    this.files.set('models.json', Buffer.from(JSON.stringify({ files })));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #trickle(response: ServerResponse, content: Buffer, pieceBytes: number): Promise<void> {
    for (let from = 0; from < content.length && !response.destroyed; from += pieceBytes) {
      response.write(content.subarray(from, from + pieceBytes));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent((request.url ?? '').slice(1).split('?')[0] ?? '');
    const { range, 'if-range': version } = request.headers;
    const { method = '' } = request;
    this.requests.push({ method, path, range });
    const fault = this.faults.get(path) ?? {};
    if (fault.once === true) this.faults.delete(path);
    const linked = method === 'HEAD' ? fault.linkedSha256 : undefined;
    if (fault.redirectTo !== undefined || linked !== undefined) {
      const told = linked === undefined ? {} : { 'x-linked-etag': `"${linked}"` };
      response.writeHead(302, { location: fault.redirectTo ?? `/${path}`, ...told }).end();
      return;
    }
    const file = this.files.get(path);
    if (!file || fault.status !== undefined) {
      response.writeHead(fault.status ?? 404, fault.headers).end();
      return;
    }
    const changed = version !== undefined && version !== fault.headers?.['etag'];
    const ignored = fault.noRanges === true || changed;
    const from = ignored ? 0 : Number(/^bytes=(\d+)-$/u.exec(range ?? '')?.[1] ?? 0);
    if (from >= file.length) {
      response.writeHead(416).end();
      return;
    }
    const content = (fault.wrongBytes === true ? Buffer.alloc(file.length, 'x') : file).subarray(from);
    const length = fault.noLength === true ? {} : { 'content-length': fault.announced ?? content.length };
    const told = fault.wrongRange === true ? 0 : from;
    const place = from > 0 ? { 'content-range': `bytes ${told}-${file.length - 1}/${file.length}` } : {};
    response.writeHead(from > 0 ? 206 : 200, { ...length, ...place, ...fault.headers });
    if (method === 'HEAD') {
      response.end();
      return;
    }
    if (fault.piecesOf !== undefined) {
      void this.#trickle(response, content, fault.piecesOf);
      return;
    }
    const stopAfter = fault.cutAfterBytes ?? fault.stallAfterBytes;
    if (stopAfter === undefined) {
      response.end(content);
      return;
    }
    this.faults.delete(path);
    response.write(content.subarray(0, stopAfter), () => {
      if (fault.cutAfterBytes !== undefined) setImmediate(() => response.destroy());
    });
  }
}
