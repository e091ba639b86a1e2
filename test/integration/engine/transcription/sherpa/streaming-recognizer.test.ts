import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_RATE, msToSamples } from '../../../../../src/engine/audio/audio-frame.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { systemClock } from '../../../../../src/engine/pipeline/clock.ts';
import { RecognizerHost } from '../../../../../src/engine/transcription/host/recognizer-host.ts';
import type { StreamingRecognizer } from '../../../../../src/engine/transcription/streaming-recognizer.ts';
import { describeRecognizer } from '../../../../contract/recognizer-contract.ts';
import { fixture, recognizerModule, runtimeFiles } from '../../../../support/files.ts';
import { feedPieces, loadToneModel, toneModel, tones, whole } from './tones.ts';

const english = { language: 'en', prompt: '' };
const longChunks = fixture('models/tiny-transducer/long-chunks/encoder.onnx');

describeRecognizer('sherpa-streaming', () => loadToneModel(), {
  clips: ['en01', 'en02'],
  // The test model hears tones: what it writes for speech has nothing to do with what was said.
  wordErrorLimit: Number.POSITIVE_INFINITY,
});

describe('sherpa-streaming', () => {
  let folder: string;
  let recognizer: StreamingRecognizer;
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

  it('commits whole words while the audio arrives, and the last one at the end', async () => {
    const stream = recognizer.openStream(english);
    const texts = await feedPieces(stream, tones('low', 'mid', 'high', 'top', 'mid', 'mid', 'low'), msToSamples(160));
    const committed = [...new Set(texts.map((text) => text.committed))];
    expect(committed).toEqual(['', 'low', 'low mid', 'low mid high', 'low mid high top', 'low mid high top mid']);
    // A word of two tokens, the second of which is in the next chunk.
    expect(texts.map(whole)).toContain('low mid hi');
    expect(texts.map(whole)).toContain('low mid high');
    const { committed: all, tentative } = await stream.finish();
    expect([all, tentative]).toEqual(['low mid high top mid mid low', '']);
  });

  it('tells when each word was said', async () => {
    const stream = recognizer.openStream(english);
    await feedPieces(stream, tones('low', 'high', 'top'));
    const { words } = await stream.finish();
    expect(words?.map(({ text }) => text)).toEqual(['low', ' high', ' top']);
    // Each tone begins 200 ms after the one before has ended; the model writes it within 80 ms.
    for (const [index, { startMs, endMs }] of (words ?? []).entries()) {
      const saidMs = index * 500 + 200;
      expect(startMs).toBeGreaterThanOrEqual(saidMs - 20);
      expect(startMs).toBeLessThanOrEqual(saidMs + 120);
      expect(endMs).toBeGreaterThan(startMs);
      expect(endMs).toBeLessThanOrEqual(saidMs + 500);
    }
  });

  it.each([
    ['short', {}],
    ['long', { encoder: longChunks }],
  ])('hears a word at the very end, wherever that is in the last chunk, with %s chunks', async (_, changes) => {
    const model = await loadToneModel(changes);
    const cutWord = tones('high').slice(msToSamples(200), msToSamples(350));
    for (let pauseMs = 0; pauseMs <= 1300; pauseMs += 100) {
      const stream = model.openStream(english);
      await stream.feed(new Float32Array(msToSamples(pauseMs)));
      expect(whole(await stream.feed(cutWord))).toBe('');
      expect((await stream.finish()).committed).toBe('high');
    }
  });

  it.each([
    ['short', {}],
    ['long', { encoder: longChunks }],
  ])('hears the last word by as much silence as it says that it looks ahead, with %s chunks', async (_, changes) => {
    const model = await loadToneModel(changes);
    for (const words of [['low'], ['low', 'high'], ['mid', 'top', 'high']] as const) {
      const stream = model.openStream(english);
      await feedPieces(stream, tones(...words));
      const silence = new Float32Array(msToSamples(model.info.streaming.lookAheadMs));
      expect(whole(await stream.feed(silence))).toBe(words.join(' '));
      // Silence in between changes nothing of what follows.
      await stream.feed(tones('mid'));
      expect((await stream.finish()).committed).toBe([...words, 'mid'].join(' '));
    }
  });

  it('stops between two chunks where nobody wants the result any more', async () => {
    const stream = recognizer.openStream(english);
    const stop = new AbortController();
    const feeding = stream.feed(new Float32Array(60 * SAMPLE_RATE), stop.signal);
    stop.abort(new Error('not wanted'));
    await expect(feeding).rejects.toThrow('not wanted');
    stream.close();
  });

  it('writes nothing for silence and for a click', async () => {
    const stream = recognizer.openStream(english);
    expect(whole(await stream.feed(new Float32Array(SAMPLE_RATE)))).toBe('');
    await stream.feed(tones('mid').slice(msToSamples(200), msToSamples(220)));
    expect(whole(await stream.finish())).toBe('');
  });

  it('changes the case only of models that know nothing but capital letters', async () => {
    const cased = (await readFile(fixture('models/tiny-transducer/tokens.txt'), 'utf8'))
      .replace('LOW', 'I')
      .replace('TOP', 'see');
    const model = await loadToneModel({ tokens: await fileWith('cased.txt', cased) });
    const stream = model.openStream(english);
    await stream.feed(tones('low', 'top', 'mid'));
    expect((await stream.finish()).committed).toBe('I see MID');
  });

  it('is not loaded with a table that has fewer tokens than the model writes', async () => {
    const tokens = await fileWith('short.txt', '<blk> 0\n<sos/eos> 1\n<unk> 2\n▁LOW 3\n');
    await expect(loadToneModel({ tokens })).rejects.toMatchObject({
      code: 'model-damaged',
      message: `The table of tokens ${tokens} has 4 of the 8 tokens of its model.`,
    });
  });

  it('is named after its files or their folder', async () => {
    expect(recognizer.info.model).toBe('tiny-transducer');
    const encoder = path.join(folder, 'tones-en-encoder.int8.onnx');
    await copyFile(fixture('models/tiny-transducer/encoder.onnx'), encoder);
    expect((await loadToneModel({ encoder })).info.model).toBe('tones-en');
  });

  it('names the language as far as it is known', async () => {
    const languageOf = async (asked: string, languages?: readonly string[]): Promise<string> => {
      const stream = (await loadToneModel({}, languages)).openStream({ language: asked, prompt: '' });
      return (await stream.finish()).language;
    };
    expect(await languageOf('de-AT')).toBe('de');
    expect(await languageOf('auto')).toBe('und');
    expect(await languageOf('auto', ['es'])).toBe('es');
    expect(await languageOf('auto', ['es', 'fr'])).toBe('und');
  });

  it('takes words that are likely to occur where its folder tells how they are cut into tokens', async () => {
    expect(recognizer.info.capabilities.prompt).toBe(false);
    const pieces = ['▁LOW', '▁MID', '▁HI', 'GH', '▁TOP'].map((piece, index) => `${piece}\t-${index + 1}`).join('\n');
    const model = await loadToneModel({ bpeVocabulary: await fileWith('bpe.vocab', `${pieces}\n`) });
    expect(model.info.capabilities.prompt).toBe(true);
    const said = ['low', 'mid', 'high', 'top', 'mid', 'mid', 'low'] as const;
    for (const prompt of ['high, low mid', '', 'top.']) {
      const stream = model.openStream({ language: 'en', prompt });
      const texts = await feedPieces(stream, tones(...said), msToSamples(160));
      const finished = await stream.finish();
      expect(finished.committed).toBe(said.join(' '));
      for (const { committed } of texts) expect(finished.committed.startsWith(committed)).toBe(true);
      stream.close();
    }
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
    ['a joiner in the place of the encoder', () => Promise.resolve({ encoder: tonePart('joiner.onnx') })],
    ['a decoder in the place of the joiner', () => Promise.resolve({ joiner: tonePart('decoder.onnx') })],
    ['tokens that are no table', () => fileWith('bad.txt', 'a b c d\n').then((tokens) => ({ tokens }))],
  ])('tells that a model with %s is damaged', async (_, changes) => {
    const host = new RecognizerHost({
      entry: runtimeFiles.recognizerHost,
      module: recognizerModule('sherpa-streaming'),
      config: await toneModel(await changes()),
      clock: systemClock,
      log: silentLog,
      onLost: () => undefined,
    });
    await expect(host.load()).rejects.toMatchObject({ code: 'model-damaged', stage: 'transcription' });
  });
});

function tonePart(name: string): string {
  return fixture('models/tiny-transducer', name);
}
