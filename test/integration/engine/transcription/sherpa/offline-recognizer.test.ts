import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_RATE, msToSamples } from '../../../../../src/engine/audio/audio-frame.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { systemClock } from '../../../../../src/engine/pipeline/clock.ts';
import { RecognizerHost } from '../../../../../src/engine/transcription/host/recognizer-host.ts';
import type {
  BufferRecognizer,
  DecodeOptions,
  Hypothesis,
} from '../../../../../src/engine/transcription/recognizer.ts';
import { findSherpaFiles, type SherpaFiles } from '../../../../../src/engine/transcription/sherpa-files.ts';
import { loadSherpaOffline } from '../../../../../src/engine/transcription/sherpa/offline-recognizer.ts';
import type { SpokenLanguage } from '../../../../../src/protocol/spoken-language.ts';
import { describeRecognizer } from '../../../../contract/recognizer-contract.ts';
import { fixture, recognizerModule, runtimeFiles } from '../../../../support/files.ts';
import { tones } from './tones.ts';

/** A transducer and a SenseVoice that hear tones (see `scripts/training/test-transducer`). */
let folder: string;
let transducer: SherpaFiles;
let senseVoice: SherpaFiles;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-offline-'));
  for (const name of ['decoder.onnx', 'joiner.onnx', 'tokens.txt']) {
    await copyFile(fixture('models/tiny-transducer', name), path.join(folder, name));
  }
  await copyFile(fixture('models/tiny-transducer/offline/encoder.onnx'), path.join(folder, 'encoder.onnx'));
  transducer = await findSherpaFiles(folder);
  senseVoice = await findSherpaFiles(fixture('models/tiny-sense-voice'));
});
afterAll(() => rm(folder, { recursive: true }));

const load = (files: SherpaFiles): Promise<BufferRecognizer> => loadSherpaOffline({ files, threads: 1 });

// The test models hear tones: what they write for speech has nothing to do with what was said.
const anyErrors = { clips: ['en01', 'en02'], wordErrorLimit: Number.POSITIVE_INFINITY };
describeRecognizer('sherpa-offline with a transducer', () => load(transducer), anyErrors);

interface Asked extends Partial<SpokenLanguage>, Partial<Pick<DecodeOptions, 'formerLanguage'>> {
  readonly prompt?: string;
}

async function heard(recognizer: BufferRecognizer, samples: Float32Array, asked: Asked = {}): Promise<Hypothesis> {
  const { language = 'en', prompt = '', candidates, formerLanguage } = asked;
  const session = recognizer.open({ language, prompt, ...(candidates ? { candidates } : {}) });
  session.push(samples);
  const former = formerLanguage === undefined ? {} : { formerLanguage };
  return session.decode({ task: 'transcribe', final: true, sampleCount: samples.length, ...former });
}

describe('a transducer that hears a whole sound', () => {
  it('writes what was said, with the times of its words', async () => {
    const recognizer = await load(transducer);
    const { text, language, words } = await heard(recognizer, tones('low', 'high', 'top'));
    expect({ text, language }).toEqual({ text: 'low high top', language: 'en' });
    expect(words?.map((word) => word.text)).toEqual(['low', ' high', ' top']);
    // Each tone begins 200 ms after the one before has ended; the model writes it within 80 ms.
    for (const [index, { startMs, endMs }] of (words ?? []).entries()) {
      const saidMs = index * 500 + 200;
      expect(startMs).toBeGreaterThanOrEqual(saidMs - 20);
      expect(startMs).toBeLessThanOrEqual(saidMs + 120);
      expect(endMs).toBeGreaterThan(startMs);
      expect(endMs).toBeLessThanOrEqual(saidMs + 500);
    }
  });

  it('says what it is', async () => {
    const { info } = await load(transducer);
    expect(info).toMatchObject({
      library: 'sherpa-onnx (zipformer transducer)',
      model: path.basename(folder),
      capabilities: { partials: true, translatesToEnglish: false, prompt: false, languages: 'any' },
      warnings: [],
    });
    expect(info.streaming).toBeUndefined();
  });

  it('takes words that are likely to occur where its folder tells how they are cut into tokens', async () => {
    const bpeVocabulary = path.join(folder, 'bpe.vocab');
    const pieces = ['▁LOW', '▁MID', '▁HI', 'GH', '▁TOP'].map((piece, index) => `${piece}\t-${index + 1}`).join('\n');
    await writeFile(bpeVocabulary, `${pieces}\n`);
    const recognizer = await load({ ...transducer, bpeVocabulary });
    expect(recognizer.info.capabilities.prompt).toBe(true);
    for (const prompt of ['high, low mid', '', 'top.']) {
      expect((await heard(recognizer, tones('low', 'mid', 'high'), { prompt })).text).toBe('low mid high');
    }
  });

  it('stops before a decode that nobody wants any more', async () => {
    const session = (await load(transducer)).open({ language: 'en', prompt: '' });
    session.push(tones('low'));
    const about = { task: 'transcribe', final: true, sampleCount: SAMPLE_RATE } as const;
    await expect(session.decode(about, AbortSignal.abort(new Error('not wanted')))).rejects.toThrow('not wanted');
  });

  // Native code ends the process over such files, so a host has them.
  it.each([
    ['an encoder that is no ONNX', async () => ({ encoder: await fileWith('text.onnx', 'no model') })],
    ['a joiner in the place of the encoder', () => Promise.resolve({ encoder: transducer.joiner })],
    ['tokens that are no table', async () => ({ tokens: await fileWith('bad.txt', 'a b c d\n') })],
  ])('tells that a model with %s is damaged', async (_, changes: () => Promise<Partial<SherpaFiles>>) => {
    const host = new RecognizerHost({
      entry: runtimeFiles.recognizerHost,
      module: recognizerModule('sherpa-offline'),
      config: { files: { ...transducer, ...(await changes()) }, threads: 1 },
      clock: systemClock,
      log: silentLog,
      onLost: () => undefined,
    });
    await expect(host.load()).rejects.toMatchObject({ code: 'model-damaged', stage: 'transcription' });
  });

  it.each([
    ['cut off', '<blk> 0\n<sos/eos> 1\n<unk> 2\n', 3],
    ['no table', 'a b c d\n', 0],
  ])('tells how many tokens are missing where their table is %s, before anything is heard', async (_, table, count) => {
    const tokens = await fileWith('short.txt', table);
    await expect(load({ ...transducer, tokens })).rejects.toMatchObject({
      code: 'model-damaged',
      message: `The table of tokens ${tokens} has ${count} of the 8 tokens of its model.`,
      hint: 'It is cut off, or that of another model: copy or download all files of the model together.',
    });
    await expect(load({ ...senseVoice, tokens })).rejects.toThrow(`has ${count} of the 10 tokens`);
  });

  it.each(['encoder', 'decoder', 'joiner', 'tokens'] as const)('tells that the %s file is missing', async (part) => {
    const missing = { ...transducer, [part]: path.join(folder, 'nothing.onnx') };
    await expect(load(missing)).rejects.toMatchObject({ code: 'model-missing', stage: 'transcription' });
  });

  async function fileWith(name: string, content: string): Promise<string> {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return file;
  }
});

describe('a SenseVoice, which finds the language and can be told it where it is loaded', () => {
  const languageOf = async (samples: Float32Array, asked: Asked): Promise<string> =>
    (await heard(await load(senseVoice), samples, asked)).language;

  it('writes what was said, with the times of its words', async () => {
    const { text, words } = await heard(await load(senseVoice), tones('mid', 'top'));
    expect(text).toBe('mid top');
    expect(words).toHaveLength(2);
    expect(Math.abs((words?.[1]?.startMs ?? 0) - 700)).toBeLessThanOrEqual(120);
  });

  it('tells which language it found', async () => {
    expect(await languageOf(tones('low', 'low', 'low'), { language: 'auto' })).toBe('en');
    expect(await languageOf(tones('top', 'top', 'top'), { language: 'auto' })).toBe('ja');
  });

  it('hears in the language that it is told', async () => {
    expect(await languageOf(tones('top', 'top', 'top'), { language: 'en-GB' })).toBe('en');
    expect(await languageOf(tones('low', 'low', 'low'), { language: 'ja' })).toBe('ja');
  });

  it('hears once more where it found a language that nobody wants', async () => {
    const candidates = ['en', 'ko'];
    expect(await languageOf(tones('top', 'top', 'top'), { language: 'auto', candidates })).toBe('en');
    const asked = { language: 'auto', candidates: ['en', 'ja'], formerLanguage: 'en' };
    expect(await languageOf(tones('top', 'top', 'top'), asked)).toBe('ja');
  });

  it('refuses a language that it does not know', async () => {
    expect((await load(senseVoice)).info.capabilities.languages).toEqual(['zh', 'en', 'ja', 'ko', 'yue']);
    await expect(languageOf(tones('top'), { language: 'de' })).rejects.toMatchObject({ code: 'language-unsupported' });
  });

  it('is not asked about too short a sound', async () => {
    const short = new Float32Array(msToSamples(50));
    expect(await heard(await load(senseVoice), short)).toEqual({ text: '', language: 'en', endedByLength: false });
  });

  it('keeps the case of its words', async () => {
    expect(await readFile(senseVoice.tokens, 'utf8')).toContain('▁low');
    expect((await heard(await load(senseVoice), tones('low'))).text).toBe('low');
  });
});
