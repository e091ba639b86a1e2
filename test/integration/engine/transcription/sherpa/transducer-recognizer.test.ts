import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_RATE, msToSamples } from '../../../../../src/engine/audio/audio-frame.ts';
import { systemClock } from '../../../../../src/engine/pipeline/clock.ts';
import { RecognizerHost } from '../../../../../src/engine/transcription/host/recognizer-host.ts';
import type { BufferRecognizer } from '../../../../../src/engine/transcription/recognizer.ts';
import type { SherpaTransducerConfig } from '../../../../../src/engine/transcription/sherpa/definition.ts';
import { describeRecognizer } from '../../../../contract/recognizer-contract.ts';
import { fixture, recognizerModule, runtimeFiles } from '../../../../support/files.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { loadToneModel, pushFrames, textOf, toneModel, tones } from './tones.ts';

const english = { language: 'en', prompt: '' };
const longChunks = fixture('models/tiny-transducer/long-chunks/encoder.onnx');

describeRecognizer('sherpa-transducer', () => loadToneModel(), {
  clips: ['en01', 'en02'],
  // The test model hears tones: what it writes for speech has nothing to do with what was said.
  wordErrorLimit: Number.POSITIVE_INFINITY,
});

describe('sherpa-transducer', () => {
  let folder: string;
  let recognizer: BufferRecognizer;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'overlingo-transducer-'));
    recognizer = await loadToneModel();
  });
  afterAll(async () => {
    await recognizer.close();
    await rm(folder, { recursive: true });
  });

  async function fileWith(name: string, content: string): Promise<string> {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return file;
  }

  it('lets the text grow while the audio arrives, and tells the last word with the final decode', async () => {
    const session = recognizer.open(english);
    const audio = tones('low', 'mid', 'high', 'top', 'mid', 'mid', 'low');
    const step = msToSamples(160);
    const texts: string[] = [];
    for (let end = step; end <= audio.length; end += step) {
      pushFrames(session, audio.slice(end - step, end));
      texts.push(await textOf(session, end, false));
    }
    for (const [index, text] of texts.slice(1).entries()) expect(text.startsWith(texts[index]!)).toBe(true);
    expect([...new Set(texts)]).toEqual([
      '',
      'low',
      'low mid',
      // A word of two tokens, the second of which is in the next chunk.
      'low mid hi',
      'low mid high',
      'low mid high top',
      'low mid high top mid',
      'low mid high top mid mid',
    ]);
    expect(await textOf(session, audio.length, true)).toBe('low mid high top mid mid low');
  });

  it.each([
    ['short', {}],
    ['long', { encoder: longChunks }],
  ])('hears a word at the very end, wherever that is in the last chunk, with %s chunks', async (_, changes) => {
    const model = await loadToneModel(changes);
    const cutWord = tones('high').slice(msToSamples(200), msToSamples(350));
    for (let pauseMs = 0; pauseMs <= 1300; pauseMs += 100) {
      const session = model.open(english);
      session.push(new Float32Array(msToSamples(pauseMs)));
      session.push(cutWord);
      const sampleCount = msToSamples(pauseMs) + cutWord.length;
      expect(await textOf(session, sampleCount, false)).toBe('');
      expect(await textOf(session, sampleCount, true)).toBe('high');
    }
  });

  it('hears an utterance again from its beginning when it goes on after a final decode', async () => {
    const session = recognizer.open(english);
    const [first, rest] = [tones('low', 'high'), tones('top', 'mid')];
    const all = first.length + rest.length;
    pushFrames(session, first);
    expect(await textOf(session, first.length, true)).toBe('low high');
    pushFrames(session, rest);
    expect(await textOf(session, all, false)).toBe('low high top');
    expect(await textOf(session, all, true)).toBe('low high top mid');
    expect(await textOf(session, all, true)).toBe('low high top mid');
  });

  it('decodes only the first samples where it is asked to, also fewer than before', async () => {
    const session = recognizer.open(english);
    const [first, rest] = [tones('mid', 'low'), tones('top', 'high')];
    pushFrames(session, first);
    pushFrames(session, rest);
    expect(await textOf(session, first.length + rest.length, false)).toBe('mid low top');
    expect(await textOf(session, first.length, false)).toBe('mid');
    expect(await textOf(session, first.length, true)).toBe('mid low');
    expect(await textOf(session, first.length + rest.length, true)).toBe('mid low top high');
    expect(await textOf(session, Number.MAX_SAFE_INTEGER, true)).toBe('mid low top high');
  });

  it('takes frames of any length', async () => {
    const audio = tones('top', 'low', 'high');
    for (const frameSamples of [37, 512, audio.length]) {
      const session = recognizer.open(english);
      pushFrames(session, audio, frameSamples);
      for (let end = 0; end < audio.length; end += 4001) await textOf(session, end, false);
      expect(await textOf(session, audio.length, true)).toBe('top low high');
    }
  });

  it('keeps sessions apart that are decoded in turn', async () => {
    // Shifted against each other, so that chunks end in a tone of one and in a pause of the other.
    const parts = [tones('low', 'low', 'high', 'mid'), tones('top', 'mid', 'top', 'low').slice(msToSamples(150))];
    const sessions = parts.map(() => recognizer.open(english));
    for (let end = 1600; end <= SAMPLE_RATE * 2; end += 1600) {
      for (const [index, session] of sessions.entries()) {
        session.push(parts[index]!.slice(end - 1600, end));
        await textOf(session, end, false);
      }
    }
    expect(await textOf(sessions[0]!, SAMPLE_RATE * 2, true)).toBe('low low high mid');
    expect(await textOf(sessions[1]!, SAMPLE_RATE * 2, true)).toBe('top mid top low');
  });

  it('writes nothing for no audio, for silence and for a click', async () => {
    const session = recognizer.open(english);
    expect(await textOf(session, 0, false)).toBe('');
    expect(await textOf(session, 0, true)).toBe('');
    session.push(new Float32Array(SAMPLE_RATE));
    expect(await textOf(session, SAMPLE_RATE, true)).toBe('');
    session.push(tones('mid').slice(msToSamples(200), msToSamples(220)));
    expect(await textOf(session, 2 * SAMPLE_RATE, true)).toBe('');
  });

  it('counts tokens', async () => {
    const session = recognizer.open(english);
    const audio = tones('low', 'high');
    session.push(audio);
    const hypothesis = await session.decode({ task: 'transcribe', final: true, sampleCount: audio.length });
    expect(hypothesis).toEqual({ text: 'low high', language: 'en', endedByLength: false });
  });

  it('changes the case only of models that know nothing but capital letters', async () => {
    const cased = (await readFile(toneModel().tokens, 'utf8')).replace('LOW', 'I').replace('TOP', 'see');
    const model = await loadToneModel({ tokens: await fileWith('cased.txt', cased) });
    const session = model.open(english);
    const audio = tones('low', 'top', 'mid');
    session.push(audio);
    expect(await textOf(session, tones('low').length + msToSamples(50), true)).toBe('I');
    expect(await textOf(session, audio.length, true)).toBe('I see MID');
  });

  it('is named after its files or their folder', async () => {
    expect((await loadToneModel()).info.model).toBe('tiny-transducer');
    const encoder = path.join(folder, 'tones-en-encoder.int8.onnx');
    await copyFile(toneModel().encoder, encoder);
    expect((await loadToneModel({ encoder })).info.model).toBe('tones-en');
  });

  it('names the language as far as it is known', async () => {
    const languageOf = async (asked: string, changes?: Partial<SherpaTransducerConfig>): Promise<string> => {
      const session = (await loadToneModel(changes)).open({ language: asked, prompt: '' });
      return (await session.decode({ task: 'transcribe', final: true, sampleCount: 0 })).language;
    };
    expect(await languageOf('de-AT')).toBe('de');
    expect(await languageOf('auto')).toBe('und');
    expect(await languageOf('auto', { languages: ['es'] })).toBe('es');
    expect(await languageOf('auto', { languages: ['es', 'fr'] })).toBe('und');
  });

  it.each(['encoder', 'decoder', 'joiner', 'tokens'] as const)(
    'tells that the %s file is missing or empty',
    async (part) => {
      const missing = { [part]: path.join(folder, 'nothing.onnx') };
      await expect(loadToneModel(missing)).rejects.toMatchObject({ code: 'model-missing', stage: 'transcription' });
      const empty = { [part]: await fileWith('empty.onnx', '') };
      await expect(loadToneModel(empty)).rejects.toMatchObject({ code: 'model-damaged', stage: 'transcription' });
    },
  );

  // Native code ends the process over such files, so a host has them.
  it.each([
    ['an encoder that is no ONNX', () => fileWith('text.onnx', 'no model').then((encoder) => ({ encoder }))],
    ['a joiner in the place of the encoder', () => Promise.resolve({ encoder: toneModel().joiner })],
    ['a decoder in the place of the joiner', () => Promise.resolve({ joiner: toneModel().decoder })],
    ['tokens that are no table', () => fileWith('bad.txt', 'a b c d\n').then((tokens) => ({ tokens }))],
  ])('tells that a model with %s is damaged', async (_, changes) => {
    const config = toneModel(await changes());
    const entry = runtimeFiles.recognizerHost;
    const module = recognizerModule('sherpa-transducer');
    const host = new RecognizerHost({
      entry,
      module,
      config,
      clock: systemClock,
      log: silentLog,
      onLost: () => undefined,
    });
    await expect(host.load()).rejects.toMatchObject({ code: 'model-damaged', stage: 'transcription' });
  });
});
