import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../../../../src/engine/log.ts';
import { packageAvailability } from '../../../../../src/engine/transcription/installed-package.ts';
import type { Recognizer } from '../../../../../src/engine/transcription/recognizer.ts';
import { loadTranscribeCpp } from '../../../../../src/engine/transcription/transcribe-cpp/transcribe-cpp-recognizer.ts';
import { realModel, realSpeechMissing } from '../../../../support/speech/recordings.ts';
import { recordedSamples } from '../../../../support/speech/utterances.ts';

const GGML = 'ggml-base-q5_1.bin';

function whyNot(): string | undefined {
  const missing = realSpeechMissing(GGML);
  if (missing !== undefined) return missing;
  const installed = packageAvailability('transcribe-cpp');
  return installed.available ? undefined : installed.reason;
}

const reason = whyNot();

describe.skipIf(reason !== undefined)(
  `transcribe.cpp with real weights${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    let recognizer: Recognizer;
    beforeAll(async () => {
      recognizer = await loadTranscribeCpp({ model: realModel(GGML), device: 'cpu', threads: 2 }, silentLog);
    });
    afterAll(() => recognizer.close());

    it.each([
      ['sentence-en-1', 'en', 'The child almost hurt the small dog.'],
      ['sentence-en-1', 'auto', 'The child almost hurt the small dog.'],
    ])('hears what is said in %s, asked for %s', async (name, language, said) => {
      if (!('open' in recognizer)) throw new Error('Whisper does not stream.');
      const samples = recordedSamples(name);
      const session = recognizer.open({ language, prompt: '' });
      session.push(samples);
      const heard = await session.decode({ task: 'transcribe', final: true, sampleCount: samples.length });
      expect(heard).toMatchObject({ text: said, language: 'en', endedByLength: false, looped: false });
    });
  },
);
