import { beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../../../../src/engine/audio/audio-frame.ts';
import { wordErrorRate } from '../../../../../src/engine/transcription/text/word-errors.ts';
import { systemClock } from '../../../../../src/engine/pipeline/clock.ts';
import { RecognizerHost } from '../../../../../src/engine/transcription/host/recognizer-host.ts';
import type { BufferRecognizer, Hypothesis } from '../../../../../src/engine/transcription/recognizer.ts';
import { loadWhisperOnnx } from '../../../../../src/engine/transcription/whisper-onnx/whisper-onnx-recognizer.ts';
import { describeRecognizer, heldOutClip } from '../../../../contract/recognizer-contract.ts';
import { demoWhisper } from '../../../../support/demo-whisper.ts';
import { asset, fixture, recognizerModule, runtimeFiles } from '../../../../support/files.ts';
import { silentLog } from '../../../../../src/engine/log.ts';

describeRecognizer('whisper-onnx', () => loadWhisperOnnx(demoWhisper()), {
  clips: ['en01', 'es02', 'de03', 'fr04'],
  wordErrorLimit: 0.2,
  detectsLanguage: true,
  translation: { clip: 'es04', wordErrorLimit: 0.4 },
});

/** Tokens that are checked in one step have the same probabilities as one by one, but for the last digits. */
function rounded(hypothesis: Hypothesis): unknown {
  const digits = (_key: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toFixed(3)) : value;
  return JSON.parse(JSON.stringify(hypothesis, digits));
}

describe('whisper-onnx', () => {
  let recognizer: BufferRecognizer;
  beforeAll(async () => {
    recognizer = await loadWhisperOnnx(demoWhisper());
  });

  async function decode(
    language: string,
    samples: Float32Array,
    task: 'transcribe' | 'translate-to-english' = 'transcribe',
  ) {
    const session = recognizer.open({ language, prompt: '' });
    session.push(samples);
    return session.decode({ task, final: true, sampleCount: samples.length });
  }

  it('finds the language by itself, also after a decode in another one', async () => {
    for (const id of ['de01', 'es01', 'fr01', 'en02']) {
      const { language, text, samples } = heldOutClip(id);
      await decode('en', heldOutClip('en01').samples);
      const heard = await decode('auto', samples);
      expect(heard.language).toBe(language);
      expect(wordErrorRate(text, heard.text)).toBeLessThanOrEqual(0.2);
    }
  });

  it('listens with the words of the prompt in mind', async () => {
    const { language, samples } = heldOutClip('es03');
    const session = recognizer.open({ language, prompt: 'dragon, castle, treasure' });
    session.push(samples);
    const led = await session.decode({ task: 'transcribe', final: true, sampleCount: samples.length });
    const free = await decode(language, samples);
    expect(Math.abs((led.averageLogProbability ?? 0) - (free.averageLogProbability ?? 0))).toBeGreaterThan(0.01);
  });

  it('gives every session its own language and task, in decodes that take turns', async () => {
    const [german, spanish] = [heldOutClip('de01'), heldOutClip('es01')];
    const alone = [await decode('de', german.samples), await decode('es', spanish.samples, 'translate-to-english')];
    const sessions = [german, spanish].map(({ language, samples }) => {
      const session = recognizer.open({ language, prompt: '' });
      session.push(samples);
      return session;
    });
    for (let round = 0; round < 2; round += 1) {
      const transcribe = { task: 'transcribe', final: round === 1, sampleCount: german.samples.length } as const;
      const translate = { task: 'translate-to-english', final: true, sampleCount: spanish.samples.length } as const;
      expect((await sessions[0]!.decode(transcribe)).text).toBe(alone[0]!.text);
      expect((await sessions[1]!.decode(translate)).text).toBe(alone[1]!.text);
    }
  });

  it('stops a decode that nobody wants any more, and the next decodes are as without it', async () => {
    const { language, samples } = heldOutClip('de01');
    const alone = await decode(language, samples);
    const session = recognizer.open({ language, prompt: '' });
    session.push(samples);
    const options = { task: 'transcribe', final: true, sampleCount: samples.length } as const;
    for (const afterMs of [0, 20, 60]) {
      const stop = new AbortController();
      const [outcome] = await Promise.allSettled([
        session.decode(options, stop.signal),
        new Promise((resolve) => setTimeout(resolve, afterMs)).then(() => stop.abort(new Error('given up'))),
      ]);
      // On a fast machine the last one may have come to its end before.
      if (outcome.status === 'rejected') expect(outcome.reason).toEqual(new Error('given up'));
      else expect(rounded(outcome.value)).toEqual(rounded(alone));
    }
    const before = AbortSignal.abort(new Error('given up'));
    await expect(session.decode(options, before)).rejects.toThrow('given up');
    expect(rounded(await session.decode(options))).toEqual(rounded(alone));
    expect(rounded(await decode(language, samples))).toEqual(rounded(alone));
  });

  it('knows regional tags, and refuses unknown languages before native code sees them', async () => {
    const { samples } = heldOutClip('de01');
    expect((await decode('de-AT', samples)).text).toBe((await decode('de', samples)).text);
    const unknown = () => recognizer.open({ language: 'xx', prompt: '' });
    expect(unknown).toThrow(expect.objectContaining({ code: 'language-unknown' }) as Error);
  });

  it('writes nothing for the shortest sounds', async () => {
    const { samples } = heldOutClip('en01');
    for (const length of [1, 16, 160, SAMPLE_RATE / 50]) {
      const { text, endedByLength } = await decode('en', samples.slice(0, length));
      expect(text).toBe('');
      expect(endedByLength).toBe(false);
    }
  });

  it.each(['encoder', 'decoder', 'tokens'] as const)('tells that the %s file is missing', async (part) => {
    const loading = loadWhisperOnnx(demoWhisper({ [part]: asset('models/none.onnx') }));
    await expect(loading).rejects.toMatchObject({ code: 'model-missing', stage: 'transcription' });
  });

  // Native code ends the process over such files, so a host has them.
  it.each([
    ['an encoder that is no ONNX', { encoder: asset('models/demo-whisper/demo-tokens.txt') }],
    ['a streaming model in the place of its encoder', { encoder: fixture('models/tiny-transducer/encoder.onnx') }],
  ])('tells that a model with %s is damaged', async (_, changes) => {
    const config = demoWhisper(changes);
    const entry = runtimeFiles.recognizerHost;
    const module = recognizerModule('whisper-onnx');
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
