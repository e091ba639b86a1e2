import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypothesis, BufferRecognizer } from '../../../../../src/engine/transcription/recognizer.ts';
import { findVariant } from '../../../../../src/engine/transcription/whisper-node/native-module.ts';
import { loadWhisperNodeRecognizer } from '../../../../../src/engine/transcription/whisper-node/whisper-node-recognizer.ts';
import { loadWhisperOnnx } from '../../../../../src/engine/transcription/whisper-onnx/whisper-onnx-recognizer.ts';
import { realModel, realSpeechMissing } from '../../../../support/speech/recordings.ts';
import { recordedSamples } from '../../../../support/speech/utterances.ts';
import { silentLog } from '../../../../../src/engine/log.ts';

const GGML = realModel('ggml-base-q5_1.bin');

/** The library's code for processors takes 4 to 15 s of computing for one clip, and many times that on a busy machine. */
const PATIENCE_MS = 240_000;
const BUSY = 1.5;

const CLIPS = [{ name: 'sentence-en-1', said: 'The child almost hurt the small dog.' }];

function whyNot(): string | undefined {
  const missing = realSpeechMissing('ggml-base-q5_1.bin') ?? realSpeechMissing('whisper-base');
  if (missing !== undefined) return missing;
  if ((loadavg()[0] ?? 0) > BUSY * availableParallelism()) return 'it would take minutes, since this machine is busy';
  return findVariant('default') === undefined ? 'whisper.node is not installed for this computer' : undefined;
}

async function decode(recognizer: BufferRecognizer, samples: Float32Array): Promise<Hypothesis> {
  const session = recognizer.open({ language: 'en', prompt: '' });
  session.push(samples);
  return session.decode({ task: 'transcribe', final: true, sampleCount: samples.length });
}

const reason = whyNot();

describe.skipIf(reason !== undefined)(`whisper.node with real weights${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let folder: string;
  let ggml: BufferRecognizer;
  let onnx: BufferRecognizer;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'overlingo-real-'));
    const config = { model: GGML, variant: 'default', threads: 1, cacheFolder: folder } as const;
    ggml = await loadWhisperNodeRecognizer(config, silentLog);
    const file = (part: string) => path.join(realModel('whisper-base'), `base-${part}`);
    onnx = await loadWhisperOnnx({
      encoder: file('encoder.onnx'),
      decoder: file('decoder.onnx'),
      tokens: file('tokens.txt'),
      threads: 1,
      languages: 'any',
    });
  }, PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([ggml, onnx].map((recognizer) => recognizer.close()));
    await rm(folder, { recursive: true });
  });

  it.each(CLIPS)(
    'hears the same in $name as the recogniser on ONNX, and when',
    async ({ name, said }) => {
      const samples = recordedSamples(name);
      const [first, second] = [await decode(ggml, samples), await decode(onnx, samples)];
      expect(first.text).toBe(second.text);
      expect(first.text).toBe(said);
      const starts = (hypothesis: Hypothesis) => hypothesis.words?.map(({ startMs }) => startMs) ?? [];
      expect(starts(first)).toHaveLength(said.split(' ').length);
      for (const [index, startMs] of starts(first).entries()) {
        expect(Math.abs(startMs - (starts(second)[index] ?? 0))).toBeLessThan(500);
      }
    },
    PATIENCE_MS,
  );
});
