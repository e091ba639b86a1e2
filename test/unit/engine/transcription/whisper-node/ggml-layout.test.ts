import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGgmlLayout } from '../../../../../src/engine/transcription/whisper-node/ggml-layout.ts';
import { parakeetFile, whisperFile } from '../../../../support/models/ggml-builder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-layout-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function layoutOf(content: Buffer): ReturnType<typeof readGgmlLayout> {
  const file = path.join(folder, 'model.bin');
  await writeFile(file, content);
  return readGgmlLayout(file);
}

describe('the layout of a ggml file', () => {
  it.each([
    [51_864, false, 1],
    [51_865, true, 99],
    [51_866, true, 100],
  ])('tells the languages from the vocabulary %i', async (vocabulary, multilingual, languages) => {
    expect(await layoutOf(whisperFile({ vocabulary }))).toMatchObject({ multilingual, languages });
  });

  it('tells a Parakeet model from a Whisper model', async () => {
    expect(await layoutOf(parakeetFile(1024))).toMatchObject({ kind: 'parakeet', vocabulary: 1024 });
  });

  it('knows quantised weights', async () => {
    expect(await layoutOf(whisperFile({ weightType: 8 }))).toMatchObject({ kind: 'whisper' });
  });
});

describe('a file that is no whole model', () => {
  it('is missing', async () => {
    await expect(readGgmlLayout(path.join(folder, 'nothing.bin'))).rejects.toMatchObject({ code: 'model-missing' });
    await expect(readGgmlLayout(folder)).rejects.toMatchObject({ code: 'model-damaged' });
  });

  it('is cut off, wherever that is', async () => {
    for (const whole of [whisperFile(), parakeetFile()]) {
      for (let length = 0; length < whole.length; length += 7) {
        await expect(layoutOf(whole.subarray(0, length)), `${length} bytes`).rejects.toMatchObject({
          code: 'model-damaged',
        });
      }
    }
  });

  it.each([
    ['a page', Buffer.from('<!DOCTYPE html><html><body>Not found'), /not a ggml speech model/u],
    ['a GGUF file', Buffer.from('GGUF\x03\0\0\0'), /not a ggml speech model/u],
    ['nothing', Buffer.alloc(0), /cut off/u],
    ['zeros', Buffer.concat([whisperFile().subarray(0, 4), Buffer.alloc(500)]), /makes no sense/u],
  ])('is %s', async (_name, content, message) => {
    const failed = layoutOf(content);
    await expect(failed).rejects.toMatchObject({ code: 'model-damaged', hint: 'Download the model again.' });
    await expect(failed).rejects.toThrow(message);
  });

  it('has weights of an unknown kind', async () => {
    await expect(layoutOf(whisperFile({ weightType: 99 }))).rejects.toMatchObject({ code: 'model-unsupported' });
  });
});
