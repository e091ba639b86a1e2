import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installModel, type InstallProgress } from '../../../../src/engine/models/install-model.ts';
import { installedModels } from '../../../../src/engine/models/installed-models.ts';
import { parseMirror } from '../../../../src/engine/models/mirror.ts';
import type { ModelManifest } from '../../../../src/engine/models/model-manifest.ts';
import { pairsOf, type CataloguePair } from '../../../../src/engine/models/translation-catalogue.ts';
import { translationEntry } from '../../../../src/engine/models/translation-entry.ts';
import { asset } from '../../../support/files.ts';
import { MirrorServer } from '../../../support/mirror-server.ts';
import { answerOf, openLocal, request } from '../translation/translation-models.ts';

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

/** Puts a bundled model on the mirror. */
async function offer(ending: '' | '.gz' = ''): Promise<CataloguePair> {
  const read = (name: string) => readFile(asset('models/demo-translation/es-en', name));
  const pack = (bytes: Buffer): Buffer => (ending === '.gz' ? gzipSync(bytes) : bytes);
  const files = [
    mirror.add(`es-en/model.esen.bin${ending}`, pack(await read('model.bin'))),
    mirror.add(`es-en/vocab.esen.spm${ending}`, pack(await read('vocab.spm'))),
  ];
  const [pair] = pairsOf({ files });
  return pair!;
}

async function install(
  pair: CataloguePair,
  onProgress: (progress: InstallProgress) => void = () => undefined,
): Promise<ModelManifest> {
  const signal = new AbortController().signal;
  return installModel(translationEntry(pair, parseMirror(mirror.address)), { folder, signal, onProgress });
}

const FILES = ['.downloaded', 'model.bin', 'vocab.spm'];

const visible = async (): Promise<string[]> => (await readdir(folder)).filter((name) => !name.startsWith('.'));

it.each(['', '.gz'] as const)('installs a model that the engine can use, from files "%s"', async (ending) => {
  const progress: InstallProgress[] = [];
  await install(await offer(ending), (step) => progress.push(step));
  expect((await readdir(path.join(folder, 'es-en'))).toSorted()).toEqual(FILES);
  const [last] = progress.slice(-1);
  expect(last?.receivedBytes).toBe(last?.totalBytes);
  const translator = await openLocal({ modelRoots: [{ folder, bundled: false }] });
  expect(await answerOf(translator, request('Hola amigos.', ['es', 'en']))).toBe('Hello friends.');
  await translator.close();
  expect(await readdir(path.join(folder, '.unfinished'))).toEqual([]);
});

it('leaves no folder of a pair of which a file is wrong, and goes on from there', async () => {
  const pair = await offer();
  mirror.faults.set('es-en/vocab.esen.spm', { wrongBytes: true });
  await expect(install(pair)).rejects.toMatchObject({ code: 'download-failed' });
  expect(await visible()).toEqual([]);
  mirror.faults.clear();
  await install(pair);
  expect(await visible()).toEqual(['es-en']);
  expect(mirror.requests.filter(({ path: served }) => served.includes('model'))).toHaveLength(1);
});

it('keeps the old model until the new one is whole', async () => {
  const pair = await offer();
  await install(pair);
  const other = await offer('.gz');
  mirror.faults.set('es-en/vocab.esen.spm.gz', { status: 404 });
  await expect(install(other)).rejects.toMatchObject({ code: 'download-failed' });
  expect((await readdir(path.join(folder, 'es-en'))).toSorted()).toEqual(FILES);
  mirror.faults.clear();
  await install(other);
  expect(await installedModels('translation', folder)).toMatchObject([{ id: 'es-en' }]);
});

it('refuses a pair without checksums before anything is downloaded', async () => {
  const { files, ...pair } = await offer();
  const unknown = files.map(({ role, path: place }) => ({ role, path: place }));
  await expect(install({ ...pair, files: unknown })).rejects.toThrow(/no checksum of es-en/);
  expect(mirror.requests).toEqual([]);
});
