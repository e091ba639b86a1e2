import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  readGgmlLayout,
  type WhisperLayout,
} from '../../../../../src/engine/transcription/whisper-node/ggml-layout.ts';
import {
  ensureTrimmedCopy,
  type UsableModel,
} from '../../../../../src/engine/transcription/whisper-node/trimmed-copy.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { WIDTH, whisperFile } from '../../../../support/models/ggml-builder.ts';

let folder: string;
let model: string;
let cacheFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-trim-'));
  model = path.join(folder, 'small.bin');
  cacheFolder = path.join(folder, 'cache', 'models');
});
afterEach(() => rm(folder, { recursive: true }));

async function trim(frames: number, into = cacheFolder): Promise<UsableModel> {
  const layout = (await readGgmlLayout(model)) as WhisperLayout;
  return ensureTrimmedCopy({ model, layout, frames, cacheFolder: into }, silentLog);
}

describe('a trimmed copy', () => {
  it.each([
    ['f32', false],
    ['f16', true],
  ])('is the file that a model with the shorter window would be (%s)', async (_name, halfFloats) => {
    await writeFile(model, whisperFile({ frames: 20, halfFloats }));
    const { file, audioContext, warnings } = await trim(12);
    expect(audioContext).toBe(12);
    expect(warnings).toEqual([]);
    expect((await readFile(file)).equals(whisperFile({ frames: 12, halfFloats }))).toBe(true);
    expect(await readGgmlLayout(file)).toMatchObject({ audioContext: 12, positionalEmbedding: { rows: 12 } });
    expect((await stat(model)).size - (await stat(file)).size).toBe(8 * WIDTH * (halfFloats ? 2 : 4));
    expect(await readdir(cacheFolder)).toEqual([path.basename(file)]);
  });

  it('is made once', async () => {
    await writeFile(model, whisperFile());
    const { file } = await trim(12);
    await utimes(file, 1, 1);
    expect((await trim(12)).file).toBe(file);
    expect((await stat(file)).mtimeMs).toBe(1000);
  });

  it('is made again where the one on the disk is not whole', async () => {
    await writeFile(model, whisperFile());
    const { file } = await trim(12);
    await writeFile(file, 'half');
    await trim(12);
    expect((await readFile(file)).equals(whisperFile({ frames: 12 }))).toBe(true);
  });

  it('is replaced when the model has changed', async () => {
    await writeFile(model, whisperFile());
    const before = await trim(12);
    await writeFile(model, whisperFile({ weightType: 8 }));
    await utimes(model, 5000, 5000);
    const after = await trim(12);
    expect(after.file).not.toBe(before.file);
    expect(await readdir(cacheFolder)).toEqual([path.basename(after.file)]);
  });

  it('made by several processes at once is one whole file', async () => {
    await writeFile(model, whisperFile());
    const files = await Promise.all([trim(12), trim(12), trim(12)]);
    expect(new Set(files.map(({ file }) => file)).size).toBe(1);
    expect(await readdir(cacheFolder)).toHaveLength(1);
  });

  it('is not made of a model whose window is short already', async () => {
    await writeFile(model, whisperFile({ frames: 12 }));
    expect(await trim(12)).toEqual({ file: model, audioContext: 12, warnings: [] });
  });

  it('is left out with a warning where it cannot be written', async () => {
    await writeFile(model, whisperFile());
    const { file, audioContext, warnings } = await trim(12, path.join(model, 'below-a-file'));
    expect([file, audioContext]).toEqual([model, 20]);
    expect(warnings).toEqual([expect.stringMatching(/^No faster copy .* each decode takes longer\.$/u)]);
  });
});
