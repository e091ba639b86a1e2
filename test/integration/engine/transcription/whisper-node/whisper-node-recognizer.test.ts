import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WhisperNodeConfig } from '../../../../../src/engine/transcription/whisper-node/definition.ts';
import { findVariant } from '../../../../../src/engine/transcription/whisper-node/native-module.ts';
import { loadParakeetRecognizer } from '../../../../../src/engine/transcription/whisper-node/parakeet-recognizer.ts';
import { loadWhisperNodeRecognizer } from '../../../../../src/engine/transcription/whisper-node/whisper-node-recognizer.ts';
import { describeRecognizer } from '../../../../contract/recognizer-contract.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { demoModel } from '../../../../support/models/demo-model.ts';
import { parakeetFile, whisperFile } from '../../../../support/models/ggml-builder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-whisper-'));
});
afterAll(() => rm(folder, { recursive: true }));

function configFor(model: string, cacheFolder = path.join(folder, 'cache')): WhisperNodeConfig {
  return { model, variant: 'default', threads: 2, cacheFolder };
}

async function fileOf(content: Buffer): Promise<string> {
  const file = path.join(folder, 'file.bin');
  await writeFile(file, content);
  return file;
}

describe.skipIf(findVariant('default') === undefined)('whisper.node with a real model', () => {
  describeRecognizer('whisper.node', async () => loadWhisperNodeRecognizer(configFor(await demoModel()), silentLog), {
    clips: ['en01', 'fr04'],
    wordErrorLimit: 0.2,
    detectsLanguage: true,
    translation: { clip: 'es04', wordErrorLimit: 0.4 },
  });

  it('tells that it runs without a GPU, and refuses languages before native code sees them', async () => {
    const recognizer = await loadWhisperNodeRecognizer(configFor(await demoModel()), silentLog);
    const { device, warnings, capabilities } = recognizer.info;
    expect(capabilities).toEqual({ partials: true, translatesToEnglish: true, prompt: true, languages: 'any' });
    // On a Mac the default variant has a GPU.
    if (device === 'CPU') expect(warnings).toEqual([expect.stringMatching(/found no GPU and runs on the CPU/u)]);
    const open = (language: string) => () => recognizer.open({ language, prompt: '' });
    expect(open('xx')).toThrow(expect.objectContaining({ code: 'language-unknown' }) as Error);
    expect(open('yue')).toThrow(expect.objectContaining({ code: 'language-unsupported' }) as Error);
    await recognizer.close();
    const session = recognizer.open({ language: 'en', prompt: '' });
    session.push(new Float32Array(16_000));
    const decoded = session.decode({ task: 'transcribe', final: true, sampleCount: 16_000 });
    await expect(decoded).rejects.toMatchObject({ code: 'recognizer-failed' });
  });
});

describe('a model that whisper.node cannot use', () => {
  it.each([
    ['model-missing', () => Promise.resolve(path.join(folder, 'none.bin'))],
    ['model-damaged', () => fileOf(Buffer.from('<html>'))],
    ['model-damaged', () => fileOf(whisperFile().subarray(0, 300))],
    ['model-unsupported', () => fileOf(parakeetFile())],
  ])('is told as %s before native code sees it', async (code, makeFile) => {
    await expect(loadWhisperNodeRecognizer(configFor(await makeFile()), silentLog)).rejects.toMatchObject({ code });
  });

  it('is told for Parakeet as well', async () => {
    const model = await fileOf(whisperFile());
    const config = { model, variant: 'default', threads: 2 } as const;
    await expect(loadParakeetRecognizer(config, silentLog)).rejects.toMatchObject({ code: 'model-unsupported' });
  });
});
