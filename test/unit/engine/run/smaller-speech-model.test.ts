import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smallerModelHint } from '../../../../src/engine/run/smaller-speech-model.ts';

const assets = path.join(import.meta.dirname, '../../../../assets');
let speechModels: string;

beforeEach(async () => {
  speechModels = await mkdtemp(path.join(tmpdir(), 'overlingo-models-'));
});
afterEach(async () => {
  await rm(speechModels, { recursive: true });
});

const hintFor = (model: string, tag = 'en'): Promise<string> =>
  smallerModelHint({ model, language: { language: tag } }, { assets, speechModels }, 'Close other programs.');

describe('what helps where a speech model is too slow', () => {
  it('is a smaller model of the same family, by its name', async () => {
    expect(await hintFor('whisper-small')).toBe(
      'Use the smaller model whisper-base: overlingo models get whisper-base, then --model whisper-base.',
    );
  });

  it('is one that is downloaded, where there is one', async () => {
    await mkdir(path.join(speechModels, 'whisper-tiny'));
    await writeFile(path.join(speechModels, 'whisper-tiny', 'model.gguf'), '');
    expect(await hintFor('whisper-small')).toBe(
      'Use the smaller model whisper-tiny, which is downloaded: --model whisper-tiny.',
    );
  });

  it('is what the recogniser says, where the list has no smaller one or does not know the model', async () => {
    expect(await hintFor('whisper-tiny', 'mt')).toBe('Close other programs.');
    expect(await hintFor('/somewhere/my-model')).toBe('Close other programs.');
  });
});
