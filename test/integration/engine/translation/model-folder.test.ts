import { cp, mkdtemp, rename, rm, truncate } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StatusNotice } from '../../../../src/protocol/status.ts';
import { ModelFolder } from '../../../../src/engine/translation/local/model-folder.ts';
import { answerOf, bundledModels, openLocal, request } from './translation-models.ts';

let user: string;

/** Puts the bundled model of one pair into the user's folder under the name of another. */
async function give(pair: string, from = pair): Promise<void> {
  await cp(path.join(bundledModels, from), path.join(user, pair), { recursive: true });
}

beforeAll(async () => {
  user = await mkdtemp(path.join(os.tmpdir(), 'overlingo-models-'));
  await give('es-en');
  await give('en-zh', 'en-es');
  await give('zh-Hant-en', 'es-en');
  await give('en-ja', 'en-de');
  await cp(path.join(user, 'en-ja/vocab.spm'), path.join(user, 'en-ja/srcvocab.spm'));
  await rename(path.join(user, 'en-ja/vocab.spm'), path.join(user, 'en-ja/trgvocab.spm'));
  await give('en-de');
  await truncate(path.join(user, 'en-de/model.bin'), 100_000);
});
afterAll(() => rm(user, { recursive: true }));

const roots = () => [
  { folder: user, bundled: false },
  { folder: bundledModels, bundled: true },
];

it('prefers the models of the user, and goes on through English over both folders', async () => {
  const folder = await ModelFolder.open(roots());
  const places = (source: string, target: string) =>
    folder.route(source, target)?.map(({ pair, bundled }) => `${pair} ${bundled ? 'bundled' : 'real'}`);
  expect(places('es-MX', 'en')).toEqual(['es-en real']);
  expect(places('es', 'fr')).toEqual(['es-en real', 'en-fr bundled']);
  expect(places('zh-TW', 'ja')).toEqual(['zh-Hant-en real', 'en-ja real']);
});

it('never lets a demo model take the place of a damaged real one', async () => {
  const folder = await ModelFolder.open(roots());
  expect(folder.route('es', 'de')).toBeUndefined();
  expect(folder.whyNoRoute('es', 'de')).toMatch(/en-de cannot be used: .*cut short/);
});

it('does not write simplified Chinese for traditional, nor read traditional by the model of simplified', async () => {
  const folder = await ModelFolder.open(roots(), ['en-zh-Hant', 'zh-en']);
  expect(folder.route('en', 'zh-CN')?.map(({ pair }) => pair)).toEqual(['en-zh']);
  expect(folder.route('en', 'zh-TW')).toBeUndefined();
  expect(folder.whyNoRoute('en', 'zh-TW')).toBe(
    'The translation model en-zh-Hant must be downloaded: overlingo models get en-zh-Hant.',
  );
  expect(folder.route('zh-Hans', 'en')).toBeUndefined();
});

it('names the command that gets what is missing, and says when nothing can help', async () => {
  const folder = await ModelFolder.open(roots(), ['ko-en', 'en-pl']);
  expect(folder.whyNoRoute('ko', 'pl')).toBe(
    'The translation models ko-en and en-pl must be downloaded: overlingo models get ko-en en-pl.',
  );
  expect(folder.whyNoRoute('ko', 'en')).toContain('overlingo models get ko-en');
  expect(folder.whyNoRoute('en', 'tlh')).toMatch(/has models only for /);
  expect(folder.whyNoRoute('auto', 'en')).toMatch(/must know the spoken language/);
});

it('translates with a vocabulary for each side', async () => {
  const translator = await openLocal({ modelRoots: roots() });
  expect(await answerOf(translator, request('Where is the key?', ['en', 'ja']))).toBe('Wo ist der Schlüssel?');
  await translator.close();
});

it('tells where a demo model is used beside real ones', async () => {
  const notices: StatusNotice[] = [];
  const translator = await openLocal({ modelRoots: roots(), onNotice: (notice) => notices.push(notice) });
  expect(translator.notice).toBeUndefined();
  expect(translator.unsupported('es', 'en')).toBeUndefined();
  expect(notices).toEqual([]);
  expect(translator.unsupported('es', 'fr')).toBeUndefined();
  expect(notices).toMatchObject([{ code: 'bundled-model-used', hint: expect.stringContaining('en-fr') as string }]);
  await translator.close();
});

it('says when the folder of the user is none', async () => {
  const file = path.join(user, 'es-en/model.bin');
  await expect(ModelFolder.open([{ folder: file, bundled: false }])).rejects.toMatchObject({
    code: 'model-missing',
    message: expect.stringContaining('cannot be read') as string,
  });
});
