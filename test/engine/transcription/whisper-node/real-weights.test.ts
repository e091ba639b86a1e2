import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypothesis, Recognizer } from '../../../../src/engine/transcription/recognizer.ts';
import { findVariant } from '../../../../src/engine/transcription/whisper-node/native-module.ts';
import { loadWhisperNodeRecognizer } from '../../../../src/engine/transcription/whisper-node/whisper-node-recognizer.ts';
import { loadWhisperOnnx } from '../../../../src/engine/transcription/whisper-onnx/whisper-onnx-recognizer.ts';
import { silentLog } from '../../../support/silent-log.ts';

const SHARED = path.join(import.meta.dirname, '../../../../../shared');
const MODELS = path.join(SHARED, 'models/real');
const GGML = path.join(MODELS, 'ggml-base-q5_1.bin');

/** The library's code for processors takes 4 to 15 s of computing for one clip, and many times that on a busy machine. */
const PATIENCE_MS = 240_000;
const BUSY = 1.5;

const CLIPS = [{ file: 'sentence-en-1.wav', said: 'The child almost hurt the small dog.' }];

function whyNot(): string | undefined {
  if (!existsSync(GGML)) return 'the real weights are not on this machine';
  if ((loadavg()[0] ?? 0) > BUSY * availableParallelism()) return 'it would take minutes, since this machine is busy';
  return findVariant('default') === undefined ? 'whisper.node is not installed for this computer' : undefined;
}

function samplesOf(file: string): Float32Array {
  // The recordings are 16-bit mono at 16 kHz; the last chunk of the file is the sound.
  const content = readFileSync(path.join(SHARED, 'speech', file));
  const pcm = content.subarray(content.indexOf('data') + 8);
  return Float32Array.from({ length: pcm.length >> 1 }, (_, index) => pcm.readInt16LE(index * 2) / 32_768);
}

async function decode(recognizer: Recognizer, samples: Float32Array): Promise<Hypothesis> {
  const session = recognizer.open({ language: 'en', prompt: '' });
  session.push(samples);
  return session.decode({ task: 'transcribe', final: true, sampleCount: samples.length });
}

const reason = whyNot();

describe.skipIf(reason !== undefined)(`whisper.node with real weights${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let folder: string;
  let ggml: Recognizer;
  let onnx: Recognizer;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'overlingo-real-'));
    const config = { kind: 'whisper-node', model: GGML, variant: 'default', threads: 1, cacheFolder: folder } as const;
    ggml = await loadWhisperNodeRecognizer(config, silentLog);
    const file = (part: string) => path.join(MODELS, 'whisper-base', `base-${part}`);
    onnx = await loadWhisperOnnx({
      kind: 'whisper-onnx',
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
    'hears the same in $file as the recogniser on ONNX, and when',
    async ({ file, said }) => {
      const samples = samplesOf(file);
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
