import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageAvailability } from '../../../../../src/engine/transcription/installed-package.ts';
import type { BufferRecognizer } from '../../../../../src/engine/transcription/recognizer.ts';
import type { TranscribeCppConfig } from '../../../../../src/engine/transcription/transcribe-cpp/definition.ts';
import { loadTranscribeCpp } from '../../../../../src/engine/transcription/transcribe-cpp/transcribe-cpp-recognizer.ts';
import { describeRecognizer, heldOutClip } from '../../../../contract/recognizer-contract.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { demoModel } from '../../../../support/models/demo-model.ts';

const installed = packageAvailability('transcribe-cpp').available;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-transcribe-cpp-'));
});
afterAll(() => rm(folder, { recursive: true }));

function configFor(model: string, device: TranscribeCppConfig['device'] = 'cpu'): TranscribeCppConfig {
  return { model, device, threads: 2 };
}

async function loadDemo(): Promise<BufferRecognizer> {
  const recognizer = await loadTranscribeCpp(configFor(await demoModel()), silentLog);
  if (!('open' in recognizer)) throw new Error('Whisper does not stream.');
  return recognizer;
}

async function fileOf(content: Buffer): Promise<string> {
  const file = path.join(folder, 'file.gguf');
  await writeFile(file, content);
  return file;
}

describe.skipIf(!installed)('transcribe.cpp with a real model', () => {
  describeRecognizer('transcribe.cpp', async () => loadTranscribeCpp(configFor(await demoModel()), silentLog), {
    clips: ['en01', 'fr04'],
    wordErrorLimit: 0.2,
    detectsLanguage: true,
    translation: { clip: 'es04', wordErrorLimit: 0.4 },
  });

  it('tells what it is and where it computes, and refuses languages that the model does not know', async () => {
    const recognizer = await loadDemo();
    const { library, device, warnings, capabilities } = recognizer.info;
    expect(library).toBe('transcribe.cpp (whisper)');
    expect(device).toMatch(/^CPU \(2 of \d+ threads\)$/u);
    expect(warnings).toEqual([]);
    expect(capabilities).toEqual({ partials: true, translatesToEnglish: true, prompt: true, languages: 'any' });
    const open = () => recognizer.open({ language: 'tlh', prompt: '' });
    expect(open).toThrow(expect.objectContaining({ code: 'language-unsupported' }) as Error);
    // By whatever code the model knows it.
    for (const language of ['nb', 'fil', 'jv', 'iw', 'pt-BR', 'zh-TW']) {
      recognizer.open({ language, prompt: '' }).close();
    }
    await recognizer.close();
  });

  it('gives up a decode that nobody wants, and decodes the next one', async () => {
    const recognizer = await loadDemo();
    const { samples, language } = heldOutClip('en01');
    const session = recognizer.open({ language, prompt: '' });
    session.push(samples);
    const options = { task: 'transcribe', final: true, sampleCount: samples.length } as const;
    const abort = new AbortController();
    const decode = session.decode(options, abort.signal);
    abort.abort(new Error('nobody wants it'));
    await expect(decode).rejects.toThrow('nobody wants it');
    expect((await session.decode(options)).text).not.toBe('');
    await recognizer.close();
  });

  it('says that there is no GPU where one is asked for', async (context) => {
    const loading = loadTranscribeCpp(configFor(await demoModel(), 'gpu'), silentLog);
    const outcome = await loading.then(
      (recognizer) => recognizer.close(),
      (error: unknown) => error,
    );
    if (outcome === undefined) context.skip('this computer has a GPU');
    expect(outcome).toMatchObject({
      code: 'recognizer-failed',
      message: 'transcribe.cpp finds no GPU on this computer.',
    });
  });
});

describe.skipIf(!installed)('a model that transcribe.cpp cannot use', () => {
  it.each([
    ['model-missing', () => Promise.resolve(path.join(folder, 'none.gguf'))],
    ['model-damaged', () => fileOf(Buffer.alloc(0))],
    ['model-damaged', () => fileOf(Buffer.from('GGUF and then nothing that makes sense'))],
    ['model-damaged', () => fileOf(Buffer.alloc(100_000, 0x5a))],
  ])('is told as %s', async (code, makeFile) => {
    await expect(loadTranscribeCpp(configFor(await makeFile()), silentLog)).rejects.toMatchObject({ code });
  });
});
