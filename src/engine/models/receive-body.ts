import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { cannotWrite, DownloadStopped, wrongFile } from './download-errors.ts';
import type { FileHash } from './file-hash.ts';

/** No speech model is so large; a server that sends more never ends. */
const MOST_BYTES = 20e9;

interface ReceivedFile {
  readonly url: string;
  readonly target: string;
  readonly bytes?: number | undefined;
}

interface Receiving {
  /** What is there already, in bytes. */
  readonly have: number;
  /** Told after each piece. */
  readonly onPiece: (received: number, total: number | undefined) => void;
}

/**
 * Writes what a server sends behind what is there, and gives the hash of the whole. A server that does not know ranges
 * sends the whole file: then it begins anew.
 * @throws EngineError `download-failed` where it is another file, `output-unwritable`; `DownloadStopped` where the connection
 *   was cut.
 */
export async function receiveBody(response: Response, file: ReceivedFile, receiving: Receiving): Promise<FileHash> {
  const { target, bytes } = file;
  const begin = response.status === 206 ? receiving.have : 0;
  const total = await expectedTotal(response, file, begin);
  const hash = begin > 0 ? await hashSoFar(target) : createHash('sha256');
  let received = begin;
  const handle = await open(target, begin > 0 ? 'a' : 'w').catch(cannotWrite(target));
  try {
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      received += piece.length;
      if (received > (bytes ?? MOST_BYTES)) throw await noMore(file);
      hash.update(piece);
      await handle.writeFile(piece).catch(cannotWrite(target));
      receiving.onPiece(received, total);
    }
  } finally {
    await handle.close();
  }
  if (total !== undefined && received < total) throw new DownloadStopped('the connection was cut');
  return { sha256: hash.digest('hex'), bytes: received };
}

/** Size of the whole, in bytes: what is expected, else what the server says. */
async function expectedTotal(
  response: Response,
  { url, target, bytes }: ReceivedFile,
  begin: number,
): Promise<number | undefined> {
  const told = toldTotal(response, begin);
  if (told === 'elsewhere') {
    await response.body?.cancel();
    await rm(target, { force: true });
    throw wrongFile(url, 'the server sent a different part than was asked for', true);
  }
  if (bytes === undefined || told === undefined || told === bytes) return bytes ?? told;
  await response.body?.cancel();
  throw wrongFile(url, `it has ${told} bytes and not ${bytes}`);
}

function toldTotal({ status, headers }: Response, begin: number): number | 'elsewhere' | undefined {
  if (headers.has('content-encoding')) return undefined;
  const length = Number(headers.get('content-length') ?? Number.NaN);
  const ofBody = Number.isNaN(length) ? undefined : begin + length;
  if (status !== 206) return ofBody;
  const [, from, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/u.exec(headers.get('content-range') ?? '') ?? [];
  if (Number(from) !== begin) return 'elsewhere';
  return whole === undefined || whole === '*' ? ofBody : Number(whole);
}

async function noMore({ url, target, bytes }: ReceivedFile): Promise<Error> {
  await rm(target, { force: true });
  return wrongFile(url, `it has more than ${bytes ?? MOST_BYTES} bytes`);
}

async function hashSoFar(file: string): Promise<Hash> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash;
}
