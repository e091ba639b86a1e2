import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackArchive } from '../../../../src/engine/models/unpack-archive.ts';
import { archiveOf, bzip2, type ArchiveEntry } from '../../../support/models/hostile-archive.ts';

const hasBzip2 = (() => {
  try {
    execFileSync('bzip2', ['--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let parent: string;
let folder: string;
let archive: string;
beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'overlingo-unpack-'));
  folder = path.join(parent, 'ready');
  archive = path.join(parent, 'model.tar.bz2');
  execFileSync('mkdir', [folder]);
});
afterEach(() => rm(parent, { recursive: true }));

const encoder = randomBytes(20_000);
const tokens = Buffer.from('<blk> 0\na 1\n');
const WHOLE: readonly ArchiveEntry[] = [
  { path: 'kroko/', type: 'Directory' },
  { path: 'kroko/encoder.onnx', content: encoder },
  { path: 'kroko/tokens.txt', content: tokens },
  { path: 'kroko/LICENSE', content: Buffer.from('Do what you like.') },
  { path: 'kroko/encoder.fp32.onnx', content: randomBytes(50_000) },
  { path: 'kroko/test_wavs/', type: 'Directory' },
  { path: 'kroko/test_wavs/0.wav', content: randomBytes(3000) },
];

interface Wanted {
  readonly members?: readonly string[];
  readonly mostBytes?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (bytes: number) => void;
}

async function unpack(bytes: Buffer, wanted: Wanted = {}): Promise<readonly string[]> {
  await writeFile(archive, bytes);
  const { members, mostBytes = 1e6, signal = new AbortController().signal, onProgress } = wanted;
  const url = 'http://127.0.0.1/model.tar.bz2';
  return [...(await unpackArchive(archive, { url, folder, members, mostBytes, signal, onProgress })).keys()];
}

describe.runIf(hasBzip2)('an archive of a model', () => {
  it('is unpacked: what is wanted of it and its notes, without its folders', async () => {
    let read = 0;
    const onProgress = (bytes: number): void => void (read = bytes);
    const bytes = await archiveOf(WHOLE);
    const kept = await unpack(bytes, { members: ['encoder.onnx', 'tokens.txt'], onProgress });
    expect(kept).toEqual(['encoder.onnx', 'tokens.txt', 'LICENSE']);
    expect((await readdir(folder)).toSorted()).toEqual(['LICENSE', 'encoder.onnx', 'tokens.txt']);
    expect((await readFile(path.join(folder, 'encoder.onnx'))).equals(encoder)).toBe(true);
    expect(read).toBe(bytes.length);
  });

  it('has a folder of a tokenizer kept where that is wanted, and nothing else of such folders', async () => {
    const below: readonly ArchiveEntry[] = [
      { path: 'kroko/tokenizer/', type: 'Directory' },
      { path: 'kroko/tokenizer/vocab.json', content: tokens },
      { path: 'kroko/tokenizer/README.md', content: tokens },
      { path: 'kroko/tokenizer/deep/vocab.json', content: encoder },
      { path: 'kroko/other/vocab.json', content: encoder },
    ];
    const bytes = await archiveOf([...WHOLE, ...below]);
    const members = ['encoder.onnx', 'tokenizer/vocab.json'];
    expect(await unpack(bytes, { members })).toEqual(['encoder.onnx', 'LICENSE', 'tokenizer/vocab.json']);
    expect((await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/')).toSorted()).toEqual([
      'LICENSE',
      'encoder.onnx',
      'tokenizer',
      'tokenizer/vocab.json',
    ]);
    expect(await readFile(path.join(folder, 'tokenizer/vocab.json'))).toEqual(tokens);
    const without = await archiveOf([...WHOLE, ...below.slice(2)]);
    await rm(folder, { recursive: true });
    execFileSync('mkdir', [folder]);
    await expect(unpack(without, { members })).rejects.toThrow(/it holds no tokenizer\/vocab\.json/);
  });

  it('is kept as a whole where nobody knows what is wanted, but for sounds below it', async () => {
    expect(await unpack(await archiveOf(WHOLE))).toEqual([
      'encoder.onnx',
      'tokens.txt',
      'LICENSE',
      'encoder.fp32.onnx',
    ]);
  });

  it('may be one of several streams, as parallel packers write', async () => {
    const many = Array.from({ length: 3 }, (_, index) => ({ path: `m/${index}.onnx`, content: randomBytes(300_000) }));
    expect(await unpack(await archiveOf(many), { mostBytes: 1e7 })).toHaveLength(3);
  });

  it.each<[string, ArchiveEntry, RegExp]>([
    ['climbs out', { path: '../evil', content: tokens }, /outside of its folder \("\.\.\/evil"\)/],
    ['climbs out from below', { path: 'm/../../evil', content: tokens }, /outside of its folder/],
    ['begins at the root', { path: '/etc/evil', content: tokens }, /outside of its folder/],
    ['begins at a drive', { path: 'C:\\evil', content: tokens }, /outside of its folder/],
    ['climbs out in the way of Windows', { path: 'm\\..\\..\\evil', content: tokens }, /outside of its folder/],
    ['is a symbolic link', { path: 'm/tokens.txt', type: 'SymbolicLink', linkpath: '/etc/passwd' }, /a symbolic link/],
    [
      'is a link in the place of a folder',
      { path: 'm/tokenizer', type: 'SymbolicLink', linkpath: '/tmp' },
      /a symbolic link \("m\/tokenizer"\)/,
    ],
    ['climbs out of a folder', { path: 'm/tokenizer/../../../evil', content: tokens }, /outside of its folder/],
    ['is a hard link', { path: 'm/tokens.txt', type: 'Link', linkpath: '/etc/passwd' }, /holds a link/],
    ['is a device', { path: 'm/tokens.txt', type: 'BlockDevice' }, /BlockDevice/],
    ['is a pipe', { path: 'm/tokens.txt', type: 'FIFO' }, /FIFO/],
    ['is there twice', { path: 'kroko/tokens.txt', content: tokens }, /holds tokens\.txt twice/],
  ])('is refused where an entry %s', async (_, entry, message) => {
    const bytes = await archiveOf([...WHOLE.slice(0, 3), entry]);
    await expect(unpack(bytes)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(message) as string,
    });
    expect(await readdir(parent)).toEqual(['model.tar.bz2', 'ready']);
  });

  it('is refused where it says that it becomes larger than may be, before that is written', async () => {
    const bytes = await archiveOf([{ path: 'm/huge.onnx', content: tokens, size: 5e9 }]);
    await expect(unpack(bytes)).rejects.toThrow(/larger than 1 MB/);
  });

  it('is refused where it is a bomb of zeros', async () => {
    const bytes = await archiveOf([{ path: 'm/huge.onnx', content: Buffer.alloc(8_000_000) }]);
    expect(bytes.length).toBeLessThan(5000);
    await expect(unpack(bytes)).rejects.toThrow(/larger than 1 MB/);
  });

  it('is refused where a file is missing that the model needs', async () => {
    await expect(unpack(await archiveOf(WHOLE), { members: ['joiner.onnx'] })).rejects.toThrow(/holds no joiner\.onnx/);
    await expect(unpack(await archiveOf(WHOLE.slice(0, 1)))).rejects.toThrow(/holds no files/);
  });

  it('is refused where it is damaged, cut or nothing of the kind', async () => {
    const bytes = await archiveOf(WHOLE);
    const flipped = Buffer.from(bytes);
    flipped[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
    await expect(unpack(flipped)).rejects.toMatchObject({ code: 'download-failed' });
    await rm(folder, { recursive: true });
    execFileSync('mkdir', [folder]);
    await expect(unpack(bytes.subarray(0, bytes.length / 2))).rejects.toMatchObject({ code: 'download-failed' });
    await expect(unpack(Buffer.from('<html>Not found</html>'))).rejects.toMatchObject({ code: 'download-failed' });
    await expect(unpack(Buffer.alloc(0))).rejects.toMatchObject({ code: 'download-failed' });
    await expect(unpack(await bzip2(randomBytes(5000)))).rejects.toMatchObject({ code: 'download-failed' });
  });

  it('is left where it is when the user has had enough', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(unpack(await archiveOf(WHOLE), { signal: abort.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
