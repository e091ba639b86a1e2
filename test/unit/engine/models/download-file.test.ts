import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwritable } from '../../../../src/engine/models/download-errors.ts';
import { downloadFile } from '../../../../src/engine/models/download-file.ts';
import type { FileHash } from '../../../../src/engine/models/file-hash.ts';
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
  /** Whether the checksum is known. */
  readonly checked?: boolean;
}

function download({
  signal = new AbortController().signal,
  stallMs,
  bytes,
  checked = true,
}: Wanted = {}): Promise<FileHash> {
  return downloadFile(
    { url: `${mirror.address}/file`, target, bytes, sha256: checked ? sha256 : undefined },
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
  [403, /refuses to give it \(status 403\)/, 1],
  [429, /asked too often \(status 429\)/, 4],
  [500, /status 500/, 4],
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

describe('a server that lies', () => {
  it('about the size is found out before the file is received', async () => {
    await expect(download({ bytes: content.length + 1 })).rejects.toThrow(/has 300000 bytes and not 300001/);
    expect(mirror.requests).toHaveLength(1);
  });

  it('and sends more than the list says is stopped, and nothing is kept', async () => {
    mirror.faults.set('file', { noLength: true, piecesOf: 10_000 });
    await expect(download({ bytes: 200_000 })).rejects.toThrow(/more than 200000 bytes/);
    await expect(stat(target)).rejects.toThrow();
  });

  it('and announces more than it sends has cut the connection', async () => {
    mirror.faults.set('file', { announced: content.length + 10, once: true });
    await download({ checked: false, stallMs: 200 });
    expect(await arrived()).toBe(true);
    expect(mirror.requests).toHaveLength(2);
  });

  it('and sends another part than was asked for is asked for all of it', async () => {
    await writeFile(target, content.subarray(0, 1000));
    mirror.faults.set('file', { wrongRange: true });
    await download();
    expect(await arrived()).toBe(true);
    expect(ranges()).toEqual(['bytes=1000-', undefined]);
  });
});

describe('a server that is asked too often', () => {
  it('is left alone for as long as it asks', async () => {
    const clock = new ManualClock({ movesBySleeping: true });
    mirror.faults.set('file', { status: 429, headers: { 'retry-after': '20' }, once: true });
    const url = `${mirror.address}/file`;
    await downloadFile({ url, target, sha256 }, { signal: new AbortController().signal, clock });
    expect(await arrived()).toBe(true);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(20_000);
  });

  it('is not waited for where it asks for more than a minute', async () => {
    mirror.faults.set('file', { status: 503, headers: { 'retry-after': '600' } });
    await expect(download()).rejects.toThrow(/asks to be left alone for 10 minutes/);
    expect(mirror.requests).toHaveLength(1);
  });
});

describe('redirects', () => {
  it('are followed, also to another server', async () => {
    await using other = await MirrorServer.start();
    other.add('elsewhere/file', content);
    mirror.faults.set('file', { redirectTo: `${other.address}/elsewhere/file` });
    other.faults.set('elsewhere/file', { cutAfterBytes: 100_000 });
    await download();
    expect(await arrived()).toBe(true);
    expect(other.requests.at(-1)?.range).toMatch(/^bytes=[1-9]/u);
  });

  it('without end are given up', async () => {
    mirror.faults.set('file', { redirectTo: '/file' });
    await expect(download()).rejects.toThrow(/it redirects without end\.$/);
  });
});

describe('a file of which no checksum is known', () => {
  it('is checked by the length that the server tells', async () => {
    expect(await download({ checked: false })).toEqual({ sha256, bytes: content.length });
  });

  it('goes on where it was cut while the server has the same version, and begins anew where it has another', async () => {
    const headers = { etag: '"one"' };
    mirror.faults.set('file', { stallAfterBytes: 150_000, headers });
    const abort = new AbortController();
    const stopped = download({ signal: abort.signal, checked: false });
    await expect.poll(() => progress.at(-1)?.[0]).toBe(150_000);
    abort.abort();
    await expect(stopped).rejects.toThrow();
    mirror.faults.set('file', { headers: { etag: '"two"' } });
    await download({ checked: false });
    expect(await arrived()).toBe(true);
    expect(progress.filter(([received]) => received <= 150_000).length).toBeGreaterThan(1);
  });

  it('begins anew where nobody knows of which version a part is', async () => {
    await writeFile(target, content.subarray(0, 1000));
    await download({ checked: false });
    expect(await arrived()).toBe(true);
    expect(ranges()).toEqual([undefined]);
  });
});

it('goes on for as long as each round brings the file forward', async () => {
  const large = randomBytes(12_000_000);
  const { sha256: ofLarge } = mirror.add('large', large);
  const cut = (): void => void mirror.faults.set('large', { cutAfterBytes: 1_000_000 });
  cut();
  const url = `${mirror.address}/large`;
  await downloadFile(
    { url, target, sha256: ofLarge, bytes: large.length },
    { signal: new AbortController().signal, clock: instant, onProgress: cut },
  );
  expect((await readFile(target)).equals(large)).toBe(true);
  expect(mirror.requests.length).toBeGreaterThan(5);
});

it('says when files of this size are not allowed', () => {
  const failure = unwritable('model.part', Object.assign(new Error('file too large'), { code: 'EFBIG' }));
  expect(failure).toMatchObject({
    code: 'output-unwritable',
    message: expect.stringContaining('not allowed here') as string,
  });
});
