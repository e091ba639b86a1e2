import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { downloadFile } from '../../../../src/engine/models/download-file.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';
import { MirrorServer } from '../../../support/mirror-server.ts';

const content = randomBytes(300_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const instant = new ManualClock({ movesBySleeping: true });

let mirror: MirrorServer;
let folder: string;
let target: string;
let progress: [number, number | undefined][];

beforeEach(async () => {
  mirror = await MirrorServer.start();
  mirror.add('file', content);
  folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-download-'));
  target = path.join(folder, 'file.part');
  progress = [];
});
afterEach(async () => {
  await mirror[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Wanted {
  readonly bytes?: number;
  readonly signal?: AbortSignal;
  readonly stallMs?: number;
}

function download({ signal = new AbortController().signal, stallMs, bytes }: Wanted = {}): Promise<void> {
  return downloadFile(
    { url: `${mirror.address}/file`, target, sha256, ...(bytes === undefined ? {} : { bytes }) },
    {
      signal,
      clock: instant,
      onProgress: (received, total) => progress.push([received, total]),
      ...(stallMs === undefined ? {} : { stallMs }),
    },
  );
}

const ranges = (): (string | undefined)[] => mirror.requests.map(({ range }) => range);
const arrived = (): Promise<boolean> => readFile(target).then((bytes) => bytes.equals(content));

it('downloads and tells how far it is', async () => {
  await download();
  expect(await arrived()).toBe(true);
  expect(progress.at(-1)).toEqual([content.length, content.length]);
});

it('needs no announced length', async () => {
  mirror.faults.set('file', { noLength: true });
  await download();
  expect(await arrived()).toBe(true);
  expect(progress.at(-1)).toEqual([content.length, undefined]);
});

it('goes on where the connection was cut', async () => {
  mirror.faults.set('file', { cutAfterBytes: 150_000 });
  await download();
  expect(await arrived()).toBe(true);
  expect(ranges()).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
});

it('goes on in a later run where an earlier one was aborted', async () => {
  mirror.faults.set('file', { stallAfterBytes: 150_000 });
  const abort = new AbortController();
  const stopped = download({ signal: abort.signal });
  await expect.poll(() => progress.at(-1)?.[0]).toBe(150_000);
  abort.abort();
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  expect((await stat(target)).size).toBe(150_000);
  await download();
  expect(await arrived()).toBe(true);
  expect(ranges()).toEqual([undefined, 'bytes=150000-']);
});

it('begins anew where the server knows no ranges', async () => {
  await writeFile(target, content.subarray(0, 1000));
  mirror.faults.set('file', { noRanges: true });
  await download();
  expect(await arrived()).toBe(true);
});

it('asks for nothing where the whole file is there already', async () => {
  await writeFile(target, content);
  await download({ bytes: content.length });
  expect(mirror.requests).toEqual([]);
});

it('begins anew where what is there belongs to another file', async () => {
  await writeFile(target, randomBytes(1000));
  await download({ bytes: content.length });
  expect(await arrived()).toBe(true);
  await writeFile(target, randomBytes(content.length + 1));
  await download();
  expect(await arrived()).toBe(true);
});

it('goes on where a server stops sending', async () => {
  mirror.faults.set('file', { stallAfterBytes: 100_000 });
  await download({ stallMs: 100 });
  expect(await arrived()).toBe(true);
});

it('refuses a file with another checksum and keeps nothing of it', async () => {
  mirror.faults.set('file', { wrongBytes: true });
  await expect(download()).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining('checksum') as string,
  });
  await expect(stat(target)).rejects.toThrow();
  expect(mirror.requests).toHaveLength(1);
});

it.each([
  [404, /there is no such file/, 1],
  [403, /status 403/, 1],
  [503, /status 503/, 4],
])('says what status %d means', async (status, message, attempts) => {
  mirror.faults.set('file', { status });
  await expect(download()).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringMatching(message) as string,
  });
  expect(mirror.requests).toHaveLength(attempts);
});

it('says when nobody answers', async () => {
  const url = `${mirror.address}/file`;
  await mirror[Symbol.asyncDispose]();
  const context = { signal: new AbortController().signal, clock: instant };
  await expect(downloadFile({ url, target, sha256 }, context)).rejects.toMatchObject({
    code: 'download-failed',
    retryable: true,
    message: expect.stringContaining('nothing answers at its address') as string,
  });
  mirror = await MirrorServer.start();
});

it.runIf(process.platform === 'linux')('says when the disk is full', async () => {
  await symlink('/dev/full', target);
  await expect(download()).rejects.toMatchObject({
    code: 'output-unwritable',
    message: expect.stringContaining('no space left') as string,
  });
});
