import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readShippedCatalogue } from '../../../../src/engine/models/catalogue-file.ts';
import { fetchCatalogue } from '../../../../src/engine/models/fetch-catalogue.ts';
import { DEFAULT_MIRROR, fileUrl, parseMirror, type Mirror } from '../../../../src/engine/models/mirror.ts';
import { hasChecksums, openCatalogue, refreshCatalogue } from '../../../../src/engine/models/open-catalogue.ts';
import { pairsOf } from '../../../../src/engine/models/translation-catalogue.ts';
import { asset } from '../../../support/files.ts';
import { MirrorServer } from '../../../support/mirror-server.ts';

const signal = new AbortController().signal;
const sha256 = 'a'.repeat(64);

describe('the list that comes with the program', () => {
  it('has both directions of the common languages, each complete', async () => {
    const pairs = pairsOf(await readShippedCatalogue(asset()));
    expect(pairs).toHaveLength(106);
    const names = pairs.map(({ pair }) => pair);
    for (const language of ['de', 'es', 'fr', 'it', 'ja', 'ko', 'pl', 'pt', 'ru', 'tr', 'uk', 'zh', 'zh-Hant']) {
      expect(names).toEqual(expect.arrayContaining([`en-${language}`, `${language}-en`]));
    }
    expect(pairs.filter(hasChecksums).map(({ pair }) => pair)).toEqual(
      expect.arrayContaining(['es-en', 'en-es', 'en-de', 'en-fr', 'en-ja', 'en-zh-Hant']),
    );
  });

  it('knows pairs with a vocabulary for each side', async () => {
    const chinese = pairsOf(await readShippedCatalogue(asset())).find(({ pair }) => pair === 'en-zh-Hant');
    expect(chinese?.files.map(({ role }) => role)).toEqual(['model', 'srcvocab', 'trgvocab']);
  });
});

describe('mirrors', () => {
  it('are Hugging Face repositories or other places', () => {
    const list = 'https://huggingface.co/api/models/ana/models/tree';
    expect(parseMirror('https://huggingface.co/ana/models')).toMatchObject({ listUrl: `${list}/main?recursive=true` });
    expect(parseMirror('https://huggingface.co/ana/models/tree/v2/')).toEqual({
      address: 'https://huggingface.co/ana/models/resolve/v2',
      listUrl: `${list}/v2?recursive=true`,
      listShape: 'hugging-face',
    });
    expect(parseMirror(DEFAULT_MIRROR).address).toBe(DEFAULT_MIRROR);
    const own = parseMirror('http://127.0.0.1:8000/models/');
    expect(own.listUrl).toBe('http://127.0.0.1:8000/models/models.json');
    expect(fileUrl(own, 'es-en/a b.bin')).toBe('http://127.0.0.1:8000/models/es-en/a%20b.bin');
  });

  it.each(['nowhere', 'file:///etc', 'https://ana:secret@example.org', 'https://example.org/?a=b'])(
    'are not %s',
    (text) => expect(() => parseMirror(text)).toThrow(/is not the address of a mirror/),
  );
});

describe('lists of mirrors', () => {
  let server: MirrorServer;
  let folder: string;
  beforeEach(async () => {
    server = await MirrorServer.start();
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-catalogue-'));
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  it('are read, kept, and found again without the network', async () => {
    server.list([
      { path: 'es-en/model.esen.intgemm.alphas.bin.gz', bytes: 10, sha256 },
      { path: 'es-en/vocab.esen.spm.gz', bytes: 5, sha256 },
      { path: 'es-en/lex.50.50.esen.s2t.bin', bytes: 5 },
      { path: 'en-zh_hant/model.enzh.bin', bytes: 10 },
      { path: 'en-zh_hant/srcvocab.enzh.spm', bytes: 10 },
      { path: 'en-zh_hant/trgvocab.enzh.spm', bytes: 10 },
      { path: 'en-fr/model.enfr.bin', bytes: 10 },
    ]);
    const mirror = parseMirror(server.address);
    const folders = { assets: asset(), folder };
    expect(await openCatalogue(mirror, folders)).toEqual([]);
    const pairs = await refreshCatalogue(mirror, folders, signal);
    expect(pairs.map(({ pair }) => pair)).toEqual(['en-zh-Hant', 'es-en']);
    expect(pairs.map(hasChecksums)).toEqual([false, true]);
    expect(await openCatalogue(mirror, folders)).toEqual(pairs);
    expect(server.requests).toHaveLength(1);
    expect(await openCatalogue(parseMirror('https://example.org/other'), folders)).toEqual([]);
  });

  it('of Hugging Face are read page by page', async () => {
    const entries = [
      { type: 'directory', path: 'es-en', size: 0, oid: '1' },
      {
        type: 'file',
        path: 'es-en/model.esen.bin',
        size: 10,
        oid: '1',
        lfs: { oid: sha256, size: 10, pointerSize: 1 },
      },
      { type: 'file', path: 'es-en/vocab.esen.spm', size: 5, oid: '1', lfs: { oid: sha256, size: 5, pointerSize: 1 } },
      { type: 'file', path: 'es-en/.revision', size: 5, oid: '1' },
      { type: 'file', path: 'a read me.md', size: 5, oid: '1' },
    ];
    server.files.set('list', Buffer.from(JSON.stringify(entries)));
    const mirror: Mirror = { address: server.address, listUrl: `${server.address}/list`, listShape: 'hugging-face' };
    expect(pairsOf(await fetchCatalogue(mirror, signal))).toMatchObject([{ pair: 'es-en', files: [{ sha256 }, {}] }]);
  });

  it.each([
    ['no JSON', 'Hello', /it is no JSON/],
    ['JSON of another shape', '{"models":[]}', /files: /],
    ['a wrong checksum', '{"files":[{"path":"es-en/model.x.bin","sha256":"abc"}]}', /files\.0\.sha256/],
    ['a path that leaves the mirror', '{"files":[{"path":"/etc/passwd"}]}', /files\.0\.path/],
  ])('are refused where they are %s', async (_what, text, message) => {
    server.files.set('models.json', Buffer.from(text));
    await expect(fetchCatalogue(parseMirror(server.address), signal)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(message) as string,
    });
  });

  it('that are not there are told', async () => {
    await expect(fetchCatalogue(parseMirror(server.address), signal)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('models.json cannot be downloaded: there is no such file') as string,
    });
  });
});
