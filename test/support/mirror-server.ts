import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with a file. Faults with a count of bytes happen once, the others each time. */
interface Fault {
  readonly status?: number;
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
  readonly path: string;
  readonly range: string | undefined;
}

/** A mirror of translation models on this computer, with faults. */
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

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent((request.url ?? '').slice(1).split('?')[0] ?? '');
    const { range } = request.headers;
    this.requests.push({ path, range });
    const fault = this.faults.get(path) ?? {};
    const file = this.files.get(path);
    if (!file || fault.status !== undefined) {
      response.writeHead(fault.status ?? 404).end();
      return;
    }
    const from = fault.noRanges === true ? 0 : Number(/^bytes=(\d+)-$/u.exec(range ?? '')?.[1] ?? 0);
    if (from >= file.length) {
      response.writeHead(416).end();
      return;
    }
    const content = (fault.wrongBytes === true ? Buffer.alloc(file.length, 'x') : file).subarray(from);
    const length = fault.noLength === true ? {} : { 'content-length': content.length };
    const place = from > 0 ? { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` } : {};
    response.writeHead(from > 0 ? 206 : 200, { ...length, ...place });
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
