import { rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { EngineError } from '../errors.ts';
import { outgoingFetch } from '../pipeline/network/outgoing-fetch.ts';
import { systemClock, type Clock } from '../pipeline/clock.ts';
import { retry, type RetryPolicy } from '../pipeline/retry.ts';
import { DownloadStopped, httpFailure, networkFailure, wrongFile } from './download-errors.ts';
import { arrivedPart, keepVersion, type ArrivedPart } from './arrived-part.ts';
import { hashFile, sizeOf, type FileHash } from './file-hash.ts';
import { receiveBody } from './receive-body.ts';

/** A file to be downloaded. */
export interface Download {
  readonly url: string;
  /** Where its bytes are kept, also between attempts. Belongs to this file alone. */
  readonly target: string;
  /** Of the file as it is served, in hexadecimal. Without it, the size and the length that the server tells are checked. */
  readonly sha256?: string | undefined;
  /** Where it is known. */
  readonly bytes?: number | undefined;
}

export interface DownloadContext {
  readonly signal: AbortSignal;
  /** Told after each piece. `total` is absent where nobody knows it. */
  readonly onProgress?: (received: number, total: number | undefined) => void;
  readonly clock?: Clock | undefined;
  /** A server that sends nothing for so long has gone away, in milliseconds. */
  readonly stallMs?: number;
}

const RETRIES: RetryPolicy = { attempts: 4, firstWaitMs: 500, longestWaitMs: 5000 };

/** Where so much has come in a round of attempts, another round is worth it, in bytes. */
const PROGRESS_BYTES = 1_000_000;

const STALL_MS = 30_000;

/**
 * Downloads a file and checks it. Begins where an earlier attempt stopped. A cut connection is tried again a few times,
 * and as long as each round brings the file forward.
 * @throws EngineError `download-failed` or `output-unwritable`; the signal's reason when it aborts. What has arrived is
 *   kept, except where it is not of the wanted file.
 */
export async function downloadFile(download: Download, context: DownloadContext): Promise<FileHash> {
  const { clock = systemClock, signal } = context;
  const { target } = download;
  await makeFolder(path.dirname(target));
  for (;;) {
    const before = await sizeOf(target);
    let restMs = 0;
    const politely = async (): Promise<FileHash> => {
      if (restMs > 0) await clock.sleep(restMs, signal);
      signal.throwIfAborted();
      return attempt(download, context).catch((error: unknown) => {
        restMs = error instanceof EngineError ? (error.retryAfterMs ?? 0) : 0;
        throw error;
      });
    };
    try {
      return await retry(politely, RETRIES, { clock, signal });
    } catch (error) {
      const retryable = error instanceof EngineError && error.retryable;
      if (!retryable || (await sizeOf(target)) < before + PROGRESS_BYTES) throw error;
    }
  }
}

async function attempt(download: Download, context: DownloadContext): Promise<FileHash> {
  const { url, target, sha256, bytes } = download;
  const part = await arrivedPart(download);
  const whole = part.bytes > 0 && part.bytes === bytes;
  const received = whole ? await hashFile(target) : await receive(download, part, context);
  if (sha256 === undefined || received.sha256 === sha256) return received;
  await rm(target, { force: true });
  // A resumed file may be of two versions; from its beginning it is one.
  throw wrongFile(url, 'its checksum is wrong', part.bytes > 0);
}

/** Gets what is missing. */
async function receive(download: Download, part: ArrivedPart, context: DownloadContext): Promise<FileHash> {
  const { url } = download;
  const { signal, stallMs = STALL_MS, onProgress } = context;
  const stall = new AbortController();
  const timer = setTimeout(
    () => stall.abort(new DownloadStopped(`nothing arrived for ${stallMs / 1000} seconds`)),
    stallMs,
  );
  try {
    const response = await outgoingFetch(url, {
      headers: {
        // Without it, a server may compress on its own account, and a range would be one of compressed bytes.
        'accept-encoding': 'identity',
        ...(part.bytes > 0 ? { range: `bytes=${part.bytes}-` } : {}),
        ...(part.bytes > 0 && part.version !== undefined ? { 'if-range': part.version } : {}),
      },
      signal: AbortSignal.any([signal, stall.signal]),
    });
    await refuse(response, download);
    if (response.status !== 206) await keepVersion(download, response.headers.get('etag'));
    const onPiece = (received: number, total: number | undefined): void => {
      timer.refresh();
      onProgress?.(received, total);
    };
    return await receiveBody(response, download, { have: part.bytes, onPiece });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError) throw error;
    throw networkFailure(url, stall.signal.aborted ? stall.signal.reason : error);
  } finally {
    clearTimeout(timer);
  }
}

/** Ends an answer that brings no bytes of the file. */
async function refuse(response: Response, { url, target }: Download): Promise<void> {
  const unsafe = url.startsWith('https:') && response.url.startsWith('http:');
  if (response.ok && response.body && !unsafe) return;
  await response.body?.cancel();
  if (unsafe) throw wrongFile(url, `the server leads to ${new URL(response.url).host} without encryption`);
  if (response.status !== 416) throw httpFailure(url, response);
  await rm(target, { force: true });
  throw networkFailure(url, new DownloadStopped('what had arrived belonged to another file, and was deleted'));
}
