import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { EngineError } from '../errors.ts';
import { outgoingFetch } from '../pipeline/network/outgoing-fetch.ts';
import { systemClock, type Clock } from '../pipeline/clock.ts';
import { retry, type RetryPolicy } from '../pipeline/retry.ts';
import { DownloadStopped, httpFailure, networkFailure, writeFailure } from './download-errors.ts';

/** A file to be downloaded. */
export interface Download {
  readonly url: string;
  /** Where its bytes are kept, also between attempts. Belongs to this file alone. */
  readonly target: string;
  /** Of the file as it is served, in hexadecimal. */
  readonly sha256: string;
  /** Where it is known. */
  readonly bytes?: number;
}

interface DownloadContext {
  readonly signal: AbortSignal;
  /** Told after each piece. `total` is absent where nobody knows it. */
  readonly onProgress?: (received: number, total: number | undefined) => void;
  readonly clock?: Clock;
  /** A server that sends nothing for so long has gone away, in milliseconds. */
  readonly stallMs?: number;
}

const RETRIES: RetryPolicy = { attempts: 4, firstWaitMs: 500, longestWaitMs: 5000 };

const STALL_MS = 30_000;

/** No file of a model is larger; where its size is known, that is the limit. */
const LARGEST_FILE_BYTES = 4_000_000_000;

/**
 * Downloads a file and checks it. Begins where an earlier attempt stopped. A cut connection is tried again a few times.
 * @throws EngineError `download-failed` or `output-unwritable`; the signal's reason when it aborts. What has arrived is
 *   kept, except where its checksum is wrong.
 */
export async function downloadFile(download: Download, context: DownloadContext): Promise<void> {
  const { clock = systemClock, signal } = context;
  await makeFolder(path.dirname(download.target));
  await retry(() => attempt(download, context), RETRIES, { clock, signal });
}

async function attempt(download: Download, context: DownloadContext): Promise<void> {
  const { url, target, sha256, bytes } = download;
  const have = await sizeOf(target);
  const digest = have > 0 && have === bytes ? await hashFile(target) : await receive(download, have, context);
  if (digest.digest('hex') === sha256) return;
  await rm(target, { force: true });
  throw new EngineError('download-failed', `${url} is not the file that was expected: its checksum is wrong.`, {
    hint: 'Try again; if that does not help, read the list of the mirror anew with --refresh, or name another one with --mirror.',
    // A resumed file may be of two versions; from its beginning it is one.
    retryable: have > 0,
  });
}

/** Gets what is missing, and gives the checksum of the whole. */
async function receive(download: Download, have: number, context: DownloadContext): Promise<Hash> {
  const { url, target } = download;
  const { signal, stallMs = STALL_MS } = context;
  const stall = new AbortController();
  const timer = setTimeout(
    () => stall.abort(new DownloadStopped(`nothing arrived for ${stallMs / 1000} seconds`)),
    stallMs,
  );
  try {
    const response = await outgoingFetch(url, {
      // Without it, a server may compress on its own account, and a range would be one of compressed bytes.
      headers: { 'accept-encoding': 'identity', ...(have > 0 ? { range: `bytes=${have}-` } : {}) },
      signal: AbortSignal.any([signal, stall.signal]),
    });
    if (response.status === 416) await rm(target, { force: true });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw response.status === 416
        ? networkFailure(url, new DownloadStopped('another file begins in the same way'))
        : httpFailure(url, response);
    }
    return await append(response, download, { ...context, have, onPiece: () => timer.refresh() });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError) throw error;
    throw networkFailure(url, stall.signal.aborted ? stall.signal.reason : error);
  } finally {
    clearTimeout(timer);
  }
}

interface Appending extends DownloadContext {
  readonly have: number;
  readonly onPiece: () => void;
}

/** A server that does not know ranges sends the whole file: then it begins anew. */
async function append(response: Response, download: Download, context: Appending): Promise<Hash> {
  const { url, target, bytes } = download;
  const begin = response.status === 206 ? context.have : 0;
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = bytes ?? (Number.isNaN(announced) ? undefined : begin + announced);
  const hash = begin > 0 ? await hashFile(target) : createHash('sha256');
  let received = begin;
  const file = await open(target, begin > 0 ? 'a' : 'w').catch(cannotWrite(target));
  try {
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      context.onPiece();
      hash.update(piece);
      await file.writeFile(piece).catch(cannotWrite(target));
      received += piece.length;
      if (received > (bytes ?? LARGEST_FILE_BYTES)) throw tooLong(url, bytes ?? LARGEST_FILE_BYTES);
      context.onProgress?.(received, total);
    }
  } finally {
    await file.close();
  }
  if (bytes !== undefined && received < bytes) throw new DownloadStopped('the connection was cut');
  return hash;
}

function tooLong(url: string, mostBytes: number): EngineError {
  return new EngineError(
    'download-failed',
    `${url} is not the file that was expected: it is longer than ${mostBytes} bytes.`,
    {
      hint: 'Read the list of the mirror anew with --refresh, or name another one with --mirror.',
    },
  );
}

function cannotWrite(file: string): (error: unknown) => never {
  return (error) => {
    throw writeFailure(file, error);
  };
}

async function hashFile(file: string): Promise<Hash> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
