import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { wordErrorRate } from '../../../../../src/engine/transcription/text/word-errors.ts';
import { samplesToMs } from '../../../../../src/engine/audio/audio-frame.ts';
import { checkDecode } from '../../../../../src/engine/transcription/guards/guards.ts';
import type { Hypothesis, BufferRecognizer } from '../../../../../src/engine/transcription/recognizer.ts';
import { loadWhisperOnnx } from '../../../../../src/engine/transcription/whisper-onnx/whisper-onnx-recognizer.ts';
import { realModel, realSpeechMissing } from '../../../../support/speech/recordings.ts';
import { recordedSamples, recordedUtterances } from '../../../../support/speech/utterances.ts';

const CLIPS = ['talk-en', 'talk-de', 'talk-ja', 'sentence-en-6', 'speech-en'];
const NOISES = ['noise-dog', 'noise-horn'];

/** A bark is a word to Whisper ("BAH!"), though it says that it heard no speech: then the voice activity decides. */
const NO_SPEECH = 0.6;

/** Whisper base is no better here; a lost or repeated phrase would go beyond it. */
const WORD_ERROR_LIMIT = 0.06;
const CHARACTER_ERROR_LIMIT = 0.15;

/** Median of the distances of word beginnings, in milliseconds. */
const WORD_TIME_LIMIT_MS = 150;

const missing = realSpeechMissing('whisper-base');

describe.skipIf(missing !== undefined)(
  `Whisper base on recordings${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let recognizer: BufferRecognizer;
    beforeAll(async () => {
      const file = (part: string): string => path.join(realModel('whisper-base'), `base-${part}`);
      const files = { encoder: file('encoder.onnx'), decoder: file('decoder.onnx'), tokens: file('tokens.txt') };
      recognizer = await loadWhisperOnnx({ ...files, threads: 2, languages: 'any' });
    });

    async function hear(samples: Float32Array, language: string): Promise<Hypothesis> {
      const session = recognizer.open({ language, prompt: '' });
      session.push(samples);
      const hypothesis = await session.decode({ task: 'transcribe', final: true, sampleCount: samples.length });
      session.close();
      return hypothesis;
    }

    it('writes what people say, every phrase once, with the times of the words', async () => {
      const said = { en: '', de: '', ja: '' };
      const heard = { en: '', de: '', ja: '' };
      const distances: number[] = [];
      for (const { name, language, samples, words } of CLIPS.flatMap(recordedUtterances)) {
        const hypothesis = await hear(samples, language);
        expect(hypothesis.text, name).not.toBe('');
        expect(hypothesis).toMatchObject({ endedByLength: false, looped: false, language });
        said[language as keyof typeof said] += ` ${words.map(({ text }) => text).join(' ')}`;
        heard[language as keyof typeof heard] += ` ${hypothesis.text}`;
        expect(hypothesis.words?.map(({ text }) => text).join('')).toBe(hypothesis.text);
        // Words are compared where there are as many: the others are counted as errors below.
        if (hypothesis.words?.length !== words.length) continue;
        for (const [index, { startMs }] of words.entries())
          distances.push(Math.abs(hypothesis.words[index]!.startMs - startMs));
      }
      expect(wordErrorRate(said.en, heard.en)).toBeLessThanOrEqual(WORD_ERROR_LIMIT);
      expect(wordErrorRate(said.de, heard.de)).toBeLessThanOrEqual(0.3);
      expect(wordErrorRate(spaced(said.ja), spaced(heard.ja))).toBeLessThanOrEqual(CHARACTER_ERROR_LIMIT);
      expect(distances.length).toBeGreaterThan(30);
      expect(distances.toSorted((a, b) => a - b)[distances.length >> 1]).toBeLessThanOrEqual(WORD_TIME_LIMIT_MS);
    });

    it.each(NOISES)('denies that %s is speech, even where it is taken for a voice', async (name) => {
      const samples = recordedSamples(name);
      const hypothesis = await hear(samples, 'en');
      const audioMs = samplesToMs(samples.length);
      const verdict = checkDecode({
        hypothesis,
        language: 'en',
        audioMs,
        speechMs: audioMs / 2,
        loudness: 0.1,
        cut: false,
      });
      expect(!verdict.accepted || hypothesis.noSpeechProbability! > NO_SPEECH, hypothesis.text).toBe(true);
    });
  },
);

/** Of a script without spaces each character counts. */
function spaced(text: string): string {
  return [...text.replace(/\s/gu, '')].join(' ');
}
