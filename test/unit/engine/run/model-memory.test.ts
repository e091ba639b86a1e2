import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, describe, it } from 'vitest';
import { memoryNotice, modelMemory } from '../../../../src/engine/run/model-memory.ts';
import { programVersion } from '../../../../src/engine/run/program-version.ts';
import { keepMeasure } from '../../../../src/engine/transcription/measured/kept-measures.ts';
import { modelFingerprint } from '../../../../src/engine/transcription/measured/model-fingerprint.ts';
import { runtimeFiles } from '../../../support/files.ts';
import { keptMeasure } from '../../../support/kept-measure.ts';

const { assets } = runtimeFiles;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-memory-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the memory of a model', () => {
  it('is at least the size of its files, and what it was measured to be from then on', async () => {
    const file = path.join(folder, 'small.gguf');
    await writeFile(file, Buffer.alloc(5000));
    const wanted = { type: 'gguf', file } as const;
    const files = { assets, cache: path.join(folder, 'cache') };
    expect(await modelMemory(wanted, files)).toEqual({ bytes: 5000, measured: false });

    const place = { model: (await modelFingerprint(wanted))!, program: await programVersion(files) };
    await keepMeasure(files.cache, keptMeasure({ ...place, peakBytes: 9000 }));
    await keepMeasure(files.cache, keptMeasure({ ...place, recognizer: 'whisper-node', peakBytes: 12_000 }));
    expect(await modelMemory(wanted, files)).toEqual({ bytes: 12_000, measured: true });
  });

  it('is not that of this computer where a server has the model', async () => {
    expect(await modelMemory({ type: 'servers', urls: ['http://127.0.0.1:9/v1'] }, runtimeFiles)).toBeUndefined();
  });
});

describe('several models', () => {
  const models = [
    { name: 'whisper-turbo', bytes: 900e6 },
    { name: 'voxtral-rt', bytes: 3e9 },
  ];

  it('are told of where they need more memory than is free', () => {
    expect(memoryNotice(models, 2.1e9)).toMatchObject({
      level: 'warning',
      code: 'memory-short',
      message:
        'The speech models need 3.9 GB of memory (whisper-turbo 0.9 GB, voxtral-rt 3.0 GB), but only 2.1 GB is free.',
    });
  });

  it('are not told of where they fit, nor is a single one', () => {
    expect(memoryNotice(models, 4e9)).toBeUndefined();
    expect(memoryNotice(models.slice(1), 1e9)).toBeUndefined();
  });
});
