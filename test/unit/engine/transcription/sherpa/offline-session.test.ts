import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../../../../src/engine/audio/audio-frame.ts';
import type { DecodeOptions, Hypothesis } from '../../../../../src/engine/transcription/recognizer.ts';
import { loadSherpaOffline } from '../../../../../src/engine/transcription/sherpa/offline-recognizer.ts';
import type {
  OfflineConfig,
  OfflineRecognizer,
  OfflineResult,
} from '../../../../../src/engine/transcription/sherpa/sherpa-module.ts';
import type { SherpaFiles } from '../../../../../src/engine/transcription/sherpa-files.ts';

/** What the tokenizer of a Qwen3-ASR has. */
const BESIDE_VOCABULARY = ['merges.txt', 'tokenizer_config.json'];

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-asked-'));
  file = path.join(folder, 'tokens.txt');
  await writeFile(file, 'a 0\n');
  for (const name of BESIDE_VOCABULARY) await writeFile(path.join(folder, name), '{}');
});
afterAll(() => rm(folder, { recursive: true }));

/** What the native library was asked, and what it answers. */
class FakeLibrary {
  readonly loaded: OfflineConfig[] = [];
  readonly configured: OfflineConfig[] = [];
  readonly options: string[] = [];
  readonly seconds: number[] = [];
  answer: (seconds: number) => Partial<OfflineResult> = () => ({});

  readonly OfflineRecognizer = {
    createAsync: (config: OfflineConfig): Promise<OfflineRecognizer> => {
      this.loaded.push(config);
      let seconds = 0;
      return Promise.resolve({
        createStream: () => ({
          acceptWaveform: ({ samples }) => {
            seconds = samples.length / SAMPLE_RATE;
          },
          setOption: (key, value) => {
            this.options.push(`${key}=${value}`);
          },
        }),
        setConfig: (changed) => {
          this.configured.push(changed);
        },
        decodeAsync: () => {
          this.seconds.push(seconds);
          const empty = { text: '', lang: '', tokens: [], timestamps: [], durations: [] };
          return Promise.resolve({ ...empty, ...this.answer(seconds) });
        },
      });
    },
  };
}

interface Asked extends Partial<Pick<DecodeOptions, 'task'>> {
  readonly language?: string;
  readonly prompt?: string;
  readonly seconds?: readonly number[];
}

/** Decodes the beginning of one sound again and again. */
async function ask(library: FakeLibrary, files: Partial<SherpaFiles>, asked: Asked): Promise<Hypothesis> {
  const { language = 'en', prompt = '', task = 'transcribe', seconds = [3] } = asked;
  const whole = { tokens: file, bpeVocabulary: undefined, metadata: {}, ...files };
  const session = (await loadSherpaOffline({ files: whole, threads: 1 }, library)).open({ language, prompt });
  session.push(new Float32Array(20 * SAMPLE_RATE));
  let heard: Hypothesis | undefined;
  for (const length of seconds) heard = await session.decode({ task, final: false, sampleCount: length * SAMPLE_RATE });
  return heard!;
}

const pair = () => ({ encoder: file, decoder: file });

describe('what a model of sherpa-onnx is asked', () => {
  it('is the spoken language of a Canary, set anew for each decode, and English for a translation', async () => {
    const library = new FakeLibrary();
    const files = { ...pair(), metadata: { model_type: 'EncDecMultiTaskModel' } };
    await ask(library, files, { language: 'de-AT' });
    const english = await ask(library, files, { language: 'fr', task: 'translate-to-english' });
    await ask(library, files, { language: 'auto' });
    const asked = library.configured.map(({ modelConfig: { canary } }) => `${canary?.srcLang}>${canary?.tgtLang}`);
    // The first decode of each is that of the silence at the start.
    expect(asked).toEqual(['en>en', 'de>de', 'en>en', 'fr>en', 'en>en', 'en>en']);
    expect(library.loaded).toHaveLength(3);
    expect(english.language).toBe('en');
  });

  it('is an option of a stream of Cohere Transcribe, and the words that are likely of a Qwen3-ASR too', async () => {
    const library = new FakeLibrary();
    await ask(library, { ...pair(), metadata: { model_type: 'cohere-transcribe-03-2026' } }, { language: 'pt-BR' });
    expect(library.options).toEqual(['language=pt']);
    library.options.length = 0;
    const qwen = { ...pair(), convFrontend: file };
    await ask(library, qwen, { language: 'yue', prompt: 'Zelda, Link' });
    expect(library.options).toEqual(['language=Cantonese', 'hotwords=Zelda, Link']);
    library.options.length = 0;
    await ask(library, qwen, { language: 'auto' });
    expect(library.options).toEqual([]);
  });

  it('is no more of a Qwen3-ASR than it has room for', async () => {
    const library = new FakeLibrary();
    library.answer = () => ({ text: 'Part.' });
    const heard = await ask(library, { ...pair(), convFrontend: file }, { seconds: [19, 20] });
    // The silence at the start, all of 19 seconds, and 20 seconds in two pieces, each with silence behind it.
    expect(library.seconds).toHaveLength(4);
    expect(Math.max(...library.seconds)).toBeLessThanOrEqual(20);
    expect(heard.text).toBe('Part. Part.');
  });

  it.each(BESIDE_VOCABULARY)(
    'is nothing where the tokenizer has no %s: the library would only say that it failed',
    async (name) => {
      const library = new FakeLibrary();
      const tokens = path.join(await mkdtemp(path.join(folder, 'tokenizer-')), 'vocab.json');
      for (const one of ['vocab.json', ...BESIDE_VOCABULARY]) {
        if (one !== name) await writeFile(path.join(path.dirname(tokens), one), '{}');
      }
      await expect(ask(library, { ...pair(), convFrontend: file, tokens }, {})).rejects.toMatchObject({
        code: 'model-missing',
        message: expect.stringMatching(new RegExp(`^The model file .*${name} does not exist\\.$`, 'u')) as string,
      });
      expect(library.loaded).toEqual([]);
    },
  );

  it('is nothing of a model that cannot be told, but its language is', async () => {
    const library = new FakeLibrary();
    const url = 'https://huggingface.co/nvidia/parakeet-tdt-0.6b-v3';
    const files = { ...pair(), joiner: file, metadata: { pred_hidden: '640', url } };
    expect((await ask(library, files, { language: 'fr-CA' })).language).toBe('fr');
    expect((await ask(library, files, { language: 'auto' })).language).toBe('und');
    await expect(ask(library, files, { language: 'ja' })).rejects.toMatchObject({ code: 'language-unsupported' });
    expect(library.options).toEqual([]);
    expect(new Set(library.loaded.map(({ modelConfig }) => modelConfig.modelType))).toEqual(
      new Set(['nemo_transducer']),
    );
  });

  it('is a long sound in pieces, where the library would write nothing, and each piece once', async () => {
    const library = new FakeLibrary();
    library.answer = (seconds) => ({ text: seconds > 8 ? ' A long beginning.' : ' And an end.' });
    const files = { encoder: file, mergedDecoder: file };
    const { text } = await ask(library, files, { seconds: [8, 12, 13, 20] });
    expect(text).toBe('A long beginning. A long beginning. And an end.');
    expect(Math.max(...library.seconds)).toBeLessThanOrEqual(9);
    // The silence at the start, 8 s, then the beginning and the rest of 12, of 13 the rest, of 20 the two pieces behind it.
    expect(library.seconds).toHaveLength(1 + 1 + 2 + 1 + 2);
  });

  it('takes what a SenseVoice says of noise for no language', async () => {
    const library = new FakeLibrary();
    const metadata = { lfr_window_size: '7', normalize_samples: '0', lang_en: '4', lang_ja: '11' };
    const languageOf = async (lang: string): Promise<string> => {
      library.answer = () => ({ text: 'a', lang });
      return (await ask(library, { model: file, metadata }, { language: 'auto' })).language;
    };
    expect(await languageOf('<|ja|>')).toBe('ja');
    expect(await languageOf('<|nospeech|>')).toBe('und');
  });

  it('has a text that loops marked as such', async () => {
    const library = new FakeLibrary();
    library.answer = () => ({ text: 'what is '.repeat(40) });
    expect(await ask(library, { encoder: file, mergedDecoder: file }, {})).toMatchObject({ looped: true });
  });

  it('is told nothing of what was said where the answer cannot be read', async () => {
    const library = new FakeLibrary();
    library.answer = () => {
      throw new SyntaxError('Unexpected token in "my secret" is not valid JSON');
    };
    const failed = ask(library, { encoder: file, mergedDecoder: file }, {});
    await expect(failed).rejects.toMatchObject({ code: 'recognizer-failed', retryable: true });
    await expect(failed).rejects.not.toThrow('secret');
  });
});
