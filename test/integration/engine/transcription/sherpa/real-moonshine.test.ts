import { beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../../../../src/engine/audio/audio-frame.ts';
import type { BufferRecognizer, Hypothesis } from '../../../../../src/engine/transcription/recognizer.ts';
import { findSherpaFiles } from '../../../../../src/engine/transcription/sherpa-files.ts';
import { loadSherpaOffline } from '../../../../../src/engine/transcription/sherpa/offline-recognizer.ts';
import { wordErrorRate } from '../../../../../src/engine/transcription/text/word-errors.ts';
import { recognizerContract, type SpokenClip } from '../../../../../src/testing/recognizer-contract.ts';
import { describeContract } from '../../../../support/describe-contract.ts';
import { readRecordings, realModel, realSpeechMissing } from '../../../../support/speech/recordings.ts';
import { recordedSamples, recordedUtterances } from '../../../../support/speech/utterances.ts';

/** `encoder_model.ort`, `decoder_model_merged.ort` and a `tokens.txt` for sherpa-onnx. */
const MODEL = 'moonshine-tiny-en';

const CLIPS = ['talk-en', 'speech-en', 'reading-en', 'sentence-en-1', 'sentence-en-2', 'sentence-en-3'];

/** Moonshine tiny is no better on these; a lost or repeated phrase would go beyond it. */
const WORD_ERROR_LIMIT = 0.09;

const missing = realSpeechMissing(MODEL);

const load = async (): Promise<BufferRecognizer> =>
  loadSherpaOffline({ files: await findSherpaFiles(realModel(MODEL)), threads: 2 });

/** A recorded sentence: the model was not made for the synthetic voices of other tests. */
function sentence(name: string): SpokenClip {
  const [recording] = readRecordings([name]);
  return { language: 'en', text: recording?.text ?? '', samples: recordedSamples(name) };
}

if (missing === undefined) {
  const clips = [sentence('sentence-en-1'), sentence('sentence-en-3')] as const;
  const contract = recognizerContract(load, { clips, wordErrorLimit: 0 });
  describeContract('sherpa-offline with Moonshine keeps the contract of recognisers', contract);
}

describe.skipIf(missing !== undefined)(`Moonshine tiny${missing === undefined ? '' : ` (${missing})`}`, () => {
  let recognizer: BufferRecognizer;
  beforeAll(async () => {
    recognizer = await load();
  });

  async function hear(samples: Float32Array, sampleCount = samples.length): Promise<Hypothesis> {
    const session = recognizer.open({ language: 'en', prompt: '' });
    session.push(samples);
    const hypothesis = await session.decode({ task: 'transcribe', final: true, sampleCount });
    session.close();
    return hypothesis;
  }

  it('writes what people say, every phrase once', async () => {
    let [said, heard] = ['', ''];
    for (const { name, samples, words } of CLIPS.flatMap(recordedUtterances)) {
      const hypothesis = await hear(samples);
      expect(hypothesis.text, name).not.toBe('');
      expect(hypothesis).toMatchObject({ endedByLength: false, looped: false, language: 'en' });
      said += ` ${words.map(({ text }) => text).join(' ')}`;
      heard += ` ${hypothesis.text}`;
    }
    expect(wordErrorRate(said, heard)).toBeLessThanOrEqual(WORD_ERROR_LIMIT);
  });

  it('writes also what is longer than the library can hear at once', async () => {
    const samples = recordedSamples('reading-en').subarray(0, 25 * SAMPLE_RATE);
    const { text } = await hear(samples);
    expect(text).toMatch(/^It was the best of times.*despair/u);
    expect(text.split(' ').length).toBeGreaterThan(50);
  });
});
