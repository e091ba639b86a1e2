import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  installedAlready,
  installModel,
  unfinishedFolder,
  type InstallProgress,
} from '../../../../src/engine/models/install-model.ts';
import { installedModels, removeModel } from '../../../../src/engine/models/installed-models.ts';
import type { ModelEntry, ModelFile } from '../../../../src/engine/models/model-entry.ts';
import type { ModelManifest } from '../../../../src/engine/models/model-manifest.ts';
import { verifyModel } from '../../../../src/engine/models/verify-model.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';
import { archiveOf } from '../../../support/models/hostile-archive.ts';
import { MirrorServer } from '../../../support/mirror-server.ts';

const encoder = randomBytes(300_000);
const tokens = Buffer.from('<blk> 0\n');
const { signal } = new AbortController();

let mirror: MirrorServer;
let folder: string;

beforeEach(async () => {
  mirror = await MirrorServer.start();
  folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-install-'));
});
afterEach(async () => {
  await mirror[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Puts a file on the mirror, as the list tells of it. */
function offer(name: string, content: Buffer, known: Partial<ModelFile> = {}): ModelFile {
  const { path: place, bytes, sha256 } = mirror.add(`models/${name}`, content);
  return { url: `${mirror.address}/${place}`, name, bytes, sha256, ...known };
}

const model = (files: readonly ModelFile[]): ModelEntry => ({ id: 'kroko-en', kind: 'speech', files });

function offerModel(): ModelEntry {
  return model([offer('encoder.onnx', encoder), offer('tokens.txt', tokens)]);
}

interface Wanted {
  readonly freeBytes?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: InstallProgress) => void;
}

function install(entry: ModelEntry, { freeBytes, onProgress = () => undefined, ...own }: Wanted = {}) {
  const clock = new ManualClock({ movesBySleeping: true });
  const space = freeBytes === undefined ? {} : { freeBytes: () => Promise.resolve(freeBytes) };
  return installModel(entry, { folder, signal, clock, onProgress, ...space, ...own });
}

const place = (...parts: string[]): string => path.join(folder, 'kroko-en', ...parts);
const visible = async (): Promise<string[]> => (await readdir(folder)).filter((name) => !name.startsWith('.'));

describe('a model', () => {
  it('is there when all of its files are', async () => {
    const steps: InstallProgress[] = [];
    const manifest = await install(offerModel(), { onProgress: (step) => steps.push(step) });
    expect((await readFile(place('encoder.onnx'))).equals(encoder)).toBe(true);
    expect(await readdir(path.join(folder, '.unfinished'))).toEqual([]);
    expect(steps.at(-1)).toMatchObject({ receivedBytes: 300_008, totalBytes: 300_008 });
    expect(manifest).toMatchObject({ checkedBy: 'list', files: { 'tokens.txt': { bytes: 8 } } });
    expect(await installedModels('speech', folder)).toMatchObject([{ id: 'kroko-en' }]);
  });

  it('that is there already is known, until a file of it or of the list is another', async () => {
    const entry = offerModel();
    expect(await installedAlready(entry, folder)).toBeUndefined();
    await install(entry);
    expect(await installedAlready(entry, folder)).toMatchObject({ id: 'kroko-en' });
    const newer = model([offer('encoder.onnx', randomBytes(10)), entry.files[1]!]);
    expect(await installedAlready(newer, folder)).toBeUndefined();
    await writeFile(place('tokens.txt'), 'cut');
    expect(await installedAlready(entry, folder)).toBeUndefined();
  });

  it('stays as it was until the newer one is whole', async () => {
    await install(offerModel());
    const newer = model([offer('encoder.onnx', randomBytes(10)), offer('tokens.txt', tokens)]);
    mirror.faults.set('models/tokens.txt', { status: 404 });
    await writeFile(place('.downloaded'), '');
    await expect(install(newer)).rejects.toMatchObject({ code: 'download-failed' });
    expect((await readFile(place('encoder.onnx'))).equals(encoder)).toBe(true);
    mirror.faults.clear();
    await install(newer);
    expect((await readFile(place('encoder.onnx'))).length).toBe(10);
  });

  it('goes on in the next run with what had arrived', async () => {
    const entry = offerModel();
    mirror.faults.set('models/encoder.onnx', { stallAfterBytes: 200_000 });
    const abort = new AbortController();
    const onProgress = ({ receivedBytes }: InstallProgress): void => {
      if (receivedBytes >= 200_000) abort.abort();
    };
    await expect(install(entry, { signal: abort.signal, onProgress })).rejects.toMatchObject({ name: 'AbortError' });
    expect(await visible()).toEqual([]);
    await install(entry);
    expect(mirror.requests.map(({ range }) => range)).toContain('bytes=200000-');
    expect(await visible()).toEqual(['kroko-en']);
  });
});

describe('a model with a tokenizer in a folder of its own', () => {
  const inside = (): Promise<string[]> => readdir(place('tokenizer'));
  const offerTokenizer = (known: Partial<ModelFile> = {}): ModelEntry =>
    model([
      offer('conv_frontend.onnx', encoder, known),
      offer('tokenizer/vocab.json', tokens, known),
      offer('vocab.json', Buffer.from('{}'), known),
    ]);

  it('is installed, known, verified, counted and removed with that folder', async () => {
    const entry = offerTokenizer();
    const manifest = await install(entry);
    expect(Object.keys(manifest.files)).toEqual(['conv_frontend.onnx', 'tokenizer/vocab.json', 'vocab.json']);
    expect(await readFile(place('tokenizer/vocab.json'))).toEqual(tokens);
    const noted = (await readFile(place('.downloaded'))).length;
    expect(await installedModels('speech', folder)).toEqual([{ id: 'kroko-en', bytes: 300_010 + noted }]);
    expect(await verifyModel(place(), signal)).toEqual({ type: 'whole' });
    await writeFile(place('tokenizer/vocab.json'), '<blk> 1\n');
    expect(await verifyModel(place(), signal)).toEqual({ type: 'damaged', files: ['tokenizer/vocab.json'] });
    expect(await installedAlready(entry, folder)).toBeDefined();
    await rm(place('tokenizer'), { recursive: true });
    expect(await installedAlready(entry, folder)).toBeUndefined();
    await install(entry);
    expect(await inside()).toEqual(['vocab.json']);
    await removeModel('speech', folder, 'kroko-en');
    expect(await visible()).toEqual([]);
  });

  it('does not take one file for another of the same name where nobody knows their checksums', async () => {
    await install(offerTokenizer({ sha256: undefined, bytes: undefined }));
    expect(await readFile(place('tokenizer/vocab.json'))).toEqual(tokens);
    expect(await readFile(place('vocab.json'), 'utf8')).toBe('{}');
  });

  it('goes on where its archive was cut, and needs the room that the list tells', async () => {
    const archive = await archiveOf([
      { path: 'qwen/encoder.onnx', content: encoder },
      { path: 'qwen/tokenizer/vocab.json', content: tokens },
    ]);
    const members = ['encoder.onnx', 'tokenizer/vocab.json'];
    const packed = offer('qwen.tar.bz2', archive, { packing: 'tar.bz2', members });
    const entry = { ...model([packed]), installedBytes: 300_008 };
    await expect(install(entry, { freeBytes: archive.length })).rejects.toThrow(/needs 1 MB more/);
    mirror.faults.set('models/qwen.tar.bz2', { cutAfterBytes: 100_000 });
    expect(await install(entry)).toMatchObject({ files: { 'tokenizer/vocab.json': { bytes: 8 } } });
    expect(mirror.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=100000-']);
    expect(await inside()).toEqual(['vocab.json']);
  });
});

it('is known as a model where all of its parts are in the form of ONNX Runtime', async () => {
  await install(model([offer('encoder_model.ort', encoder), offer('decoder_model_merged.ort', tokens)]));
  expect(await installedModels('speech', folder)).toMatchObject([{ id: 'kroko-en' }]);
  await removeModel('speech', folder, 'kroko-en');
  expect(await visible()).toEqual([]);
});

describe('a packed model', () => {
  it('is refused where it unpacks to more than a model can', async () => {
    const bomb = gzipSync(Buffer.alloc(60_000_000));
    const file = offer('model.onnx.gz', bomb, { name: 'model.onnx', packing: 'gzip' });
    await expect(install(model([file]))).rejects.toThrow(/unpacked it is larger than 50 MB/);
    expect(await visible()).toEqual([]);
  });

  it('is refused where it is no packed file', async () => {
    const file = offer('model.onnx.gz', encoder, { name: 'model.onnx', packing: 'gzip' });
    await expect(install(model([file]))).rejects.toMatchObject({ code: 'download-failed' });
  });
});

describe('a model without a checksum in the list', () => {
  const unknown = { sha256: undefined, bytes: undefined };

  it('is checked by the one that the server tells, where it is asked for the file', async () => {
    const sha256 = createHash('sha256').update(encoder).digest('hex');
    const entry = model([offer('encoder.onnx', encoder, unknown)]);
    mirror.faults.set('models/encoder.onnx', { linkedSha256: sha256 });
    expect(await install(entry)).toMatchObject({ checkedBy: 'server' });
    mirror.faults.set('models/encoder.onnx', { linkedSha256: 'a'.repeat(64) });
    await writeFile(place('.downloaded'), '');
    await expect(install(entry)).rejects.toThrow(/checksum is wrong/);
  });

  it('is checked by its length alone where the server tells nothing, and that is told', async () => {
    const manifest: ModelManifest = await install(model([offer('encoder.onnx', encoder, unknown)]));
    expect(manifest).toMatchObject({ checkedBy: 'length', files: { 'encoder.onnx': { bytes: 300_000 } } });
    mirror.faults.set('models/encoder.onnx', { redirectTo: '/models/encoder.onnx' });
    await expect(install(model([offer('encoder.onnx', encoder, unknown)]))).rejects.toThrow(/it redirects without end/);
  });
});

describe('the disk', () => {
  it('is looked at before anything is downloaded, for what is packed and what is not', async () => {
    const [packed, plain] = [offer('a.tar.bz2', encoder, { packing: 'tar.bz2' }), offer('tokens.txt', tokens)];
    const entry = { ...model([packed, plain]), installedBytes: 1_000_000_000 };
    await expect(install(entry, { freeBytes: 1_000_000_000 })).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringMatching(/speech model kroko-en needs 1000 MB more, but .* has 1000 MB left/) as string,
    });
    expect(mirror.requests).toEqual([]);
  });

  it('need not hold again what has arrived', async () => {
    const entry = offerModel();
    mirror.faults.set('models/tokens.txt', { status: 404 });
    await expect(install(entry, { freeBytes: 300_008 })).rejects.toMatchObject({ code: 'download-failed' });
    mirror.faults.clear();
    await install(entry, { freeBytes: 10 });
    expect(await visible()).toEqual(['kroko-en']);
  });
});

describe('two at once', () => {
  it('of the same model: the second one is told, and both end well', async () => {
    const entry = offerModel();
    let other: Promise<unknown> | undefined;
    const onProgress = (): void => {
      other ??= install(entry).catch((error: unknown) => error);
    };
    await install(entry, { onProgress });
    expect(await other).toMatchObject({
      code: 'download-failed',
      message: `The speech model kroko-en is being downloaded by another Overlingo (process ${process.pid}).`,
    });
    expect(await verifyModel(place(), signal)).toEqual({ type: 'whole' });
    expect(await readdir(path.join(folder, '.unfinished'))).toEqual([]);
  });

  const lock = (): string => `${unfinishedFolder(folder, 'kroko-en')}.lock`;
  const leave = async (owner: object): Promise<void> => {
    await mkdir(path.dirname(lock()), { recursive: true });
    await writeFile(lock(), JSON.stringify(owner));
  };

  it.each([
    ['was killed', { pid: 2 ** 22 + 1, host: os.hostname(), token: 'a' }],
    ['left half a lock', {}],
  ])('does not wait for one that %s', async (what, owner) => {
    await leave(owner);
    if (what.startsWith('left')) await utimes(lock(), new Date(0), new Date(0));
    await install(offerModel());
    expect(await visible()).toEqual(['kroko-en']);
  });

  it('waits for one on another computer that shares the folder, until it was silent for two minutes', async () => {
    await leave({ pid: 2 ** 22 + 1, host: 'another', token: 'a' });
    await expect(install(offerModel())).rejects.toThrow(/by another Overlingo/);
    await expect(removeModel('speech', folder, 'kroko-en')).rejects.toMatchObject({ code: 'model-missing' });
    const before = new Date(Date.now() - 130_000);
    await utimes(lock(), before, before);
    await install(offerModel());
    expect(await visible()).toEqual(['kroko-en']);
  });
});

describe('verifying', () => {
  it('finds what is changed and what is missing', async () => {
    await install(offerModel());
    expect(await verifyModel(place(), signal)).toEqual({ type: 'whole' });
    const changed = Buffer.from(encoder);
    changed[100_000] = (changed[100_000] ?? 0) ^ 1;
    await writeFile(place('encoder.onnx'), changed);
    await rm(place('tokens.txt'));
    expect(await verifyModel(place(), signal)).toEqual({ type: 'damaged', files: ['encoder.onnx', 'tokens.txt'] });
  });

  it('says nothing of what was put there by hand', async () => {
    await mkdir(place());
    await writeFile(place('ggml-own.bin'), encoder);
    expect(await verifyModel(place(), signal)).toEqual({ type: 'unknown' });
    expect(await installedModels('speech', folder)).toEqual([{ id: 'kroko-en', bytes: 300_000 }]);
  });
});

describe('removing', () => {
  it('takes away the model and what has arrived of a newer one, and nothing else', async () => {
    await install(offerModel());
    const begun = model([
      offer('encoder.onnx', randomBytes(10)),
      offer('tokens.txt', tokens, { sha256: 'a'.repeat(64) }),
    ]);
    await expect(install(begun)).rejects.toThrow(/checksum/);
    await removeModel('speech', folder, 'kroko-en');
    expect(await visible()).toEqual([]);
    expect(await readdir(path.join(folder, '.unfinished'))).toEqual([]);
    await expect(removeModel('speech', folder, 'kroko-en')).rejects.toMatchObject({ code: 'model-missing' });
    await expect(removeModel('speech', folder, '../etc')).rejects.toMatchObject({ code: 'model-missing' });
    expect(await installedModels('speech', path.join(folder, 'none'))).toEqual([]);
  });
});
