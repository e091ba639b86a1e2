import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalTranslator } from '../../../../src/engine/translation/local/local-translator.ts';
import type { ModelRoot } from '../../../../src/engine/translation/local/model-files.ts';
import { answerOf, bundledModels, openLocal, request } from './translation-models.ts';

interface Reference {
  readonly source: string;
  readonly target: string;
  readonly text: string;
  readonly translation: string;
}

const references = readFileSync(path.join(import.meta.dirname, '../../../fixtures/translation/reference.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Reference);
const pairs = [...new Set(references.map(({ source, target }) => `${source}-${target}`))];

describe('with the bundled models', () => {
  let translator: LocalTranslator;
  beforeAll(async () => {
    translator = await openLocal();
  });
  afterAll(() => translator.close());

  it.each(pairs)('translates %s as the reference does', async (pair) => {
    const lines = references.filter(({ source, target }) => `${source}-${target}` === pair);
    const missed: string[] = [];
    for (const { source, target, text, translation } of lines) {
      const answer = await answerOf(translator, request(text, [source, target]));
      if (answer !== translation) missed.push(`${text} -> ${answer}`);
    }
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(lines.length * 0.05);
  });

  it('understands regional tags', async () => {
    expect(await answerOf(translator, request('Hola amigos.', ['es-MX', 'en-GB']))).toBe('Hello friends.');
  });

  it('translates several targets of one sentence at once', async () => {
    const answers = await Promise.all(
      ['en', 'de', 'fr'].map((target) => answerOf(translator, request('¿Dónde está la llave?', ['es', target]))),
    );
    expect(answers).toEqual(['Where is the key?', 'Wo ist der Schlüssel?', 'Où est la clé ?']);
  });

  it('has no answer to text without a word that it could know', async () => {
    expect(await answerOf(translator, request('😀😀', ['es', 'en']))).toBe('');
    expect(await answerOf(translator, request('x'.repeat(5000), ['en', 'es']))).toBe('');
  });

  it('translates 5,000 characters piece by piece, and stops between pieces when aborted', async () => {
    const text = 'We found the key in the forest. '.repeat(157);
    expect((await answerOf(translator, request(text, ['en', 'es']))).match(/Encontramos/g)?.length).toBeGreaterThan(
      140,
    );
    const abort = new AbortController();
    const stopped = answerOf(translator, request(text.replaceAll('key', 'map'), ['en', 'es']), abort.signal);
    setImmediate(() => abort.abort());
    await expect(stopped).rejects.toThrow();
  });

  it('leaves the main thread free', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    for (const { source, target, text } of references.slice(0, 40)) {
      await answerOf(translator, request(`${text} ${text} ${text}`, [source, target]));
    }
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(40);
  });

  it('says that its vocabulary is small', () => {
    expect(translator.notice).toContain('know only about 450 words');
  });
});

const real = (folder: string): ModelRoot => ({ folder, bundled: false });

describe('with models that are not whole', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-models-'));
    await cp(bundledModels, folder, { recursive: true });
    await truncate(path.join(folder, 'es-en/model.bin'), 500_000);
    await rm(path.join(folder, 'fr-en/vocab.spm'));
    // Whole by its header, but its tensors are not those of a model.
    const model = await readFile(path.join(folder, 'de-en/model.bin'));
    await writeFile(path.join(folder, 'de-en/model.bin'), model.fill('x', 16 + 128 * 32, 16 + 128 * 32 + 3000));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('says which model is damaged, and translates the other pairs', async () => {
    const translator = await openLocal({ modelRoots: [real(folder)] });
    try {
      expect(translator.unsupported('es', 'en')).toMatch(/es-en cannot be used: .*model\.bin is cut short/);
      expect(translator.unsupported('es', 'de')).toMatch(/es-en cannot be used/);
      expect(translator.unsupported('fr', 'en')).toMatch(/fr-en is incomplete: .*vocab\.spm is missing/);
      expect(translator.unsupported('ja', 'en')).toContain('has models only for de-en, en-de, en-es, en-fr');
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await expect(answerOf(translator, request('Hallo Freunde.', ['de', 'en']))).rejects.toMatchObject({
          code: 'model-damaged',
        });
      }
      expect(await answerOf(translator, request('Hello friends!', ['en', 'es']))).toBe('¡Hola amigos!');
    } finally {
      await translator.close();
    }
  });

  it('replaces the engine when a model breaks it, and translates the other pairs', async () => {
    const mixed = await mkdtemp(path.join(os.tmpdir(), 'overlingo-models-'));
    await cp(bundledModels, mixed, { recursive: true });
    await cp(path.join(bundledModels, 'en-es/vocab.spm'), path.join(mixed, 'en-fr/vocab.spm'));
    const translator = await openLocal({ modelRoots: [real(mixed)] });
    const text = references.filter(({ source }) => source === 'en').map((line) => line.text);
    try {
      const outcomes = await Promise.allSettled(text.map((line) => answerOf(translator, request(line, ['en', 'fr']))));
      expect(outcomes).toContainEqual({
        status: 'rejected',
        reason: expect.objectContaining({ code: 'translator-failed' }) as Error,
      });
      expect(await answerOf(translator, request('Hello friends!', ['en', 'es']))).toBe('¡Hola amigos!');
    } finally {
      await translator.close();
      await rm(mixed, { recursive: true });
    }
  });

  it('tells once for each pair that a bundled model stands in for a real one', async () => {
    const some = await mkdtemp(path.join(os.tmpdir(), 'overlingo-models-'));
    await cp(path.join(bundledModels, 'en-es'), path.join(some, 'en-es'), { recursive: true });
    const told: string[] = [];
    const modelRoots = [real(some), { folder: bundledModels, bundled: true }];
    const translator = await openLocal({ modelRoots, onNotice: ({ message }) => told.push(message) });
    for (const target of ['es', 'de', 'fr', 'de', 'fr', 'de']) translator.unsupported('en', target);
    expect(told).toEqual([expect.stringContaining('en into de'), expect.stringContaining('en into fr')]);
    await translator.close();
    await rm(some, { recursive: true });
  });

  it('refuses a folder without a whole model', async () => {
    const empty = await mkdtemp(path.join(os.tmpdir(), 'overlingo-models-'));
    await expect(openLocal({ modelRoots: [real(empty)] })).rejects.toMatchObject({ code: 'model-missing' });
    await expect(openLocal({ modelRoots: [real(path.join(empty, 'none'))] })).rejects.toMatchObject({
      code: 'model-missing',
    });
    await cp(path.join(folder, 'es-en'), path.join(empty, 'es-en'), { recursive: true });
    await expect(openLocal({ modelRoots: [real(empty)] })).rejects.toMatchObject({ code: 'model-damaged' });
    await rm(empty, { recursive: true });
  });
});
