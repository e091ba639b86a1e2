import { SAMPLE_RATE, msToSamples } from '../../../../../src/engine/audio/audio-frame.ts';
import { loadSherpaTransducer } from '../../../../../src/engine/transcription/sherpa/transducer-recognizer.ts';
import type { BufferRecognizer, RecognizerSession } from '../../../../../src/engine/transcription/recognizer.ts';
import type { SherpaTransducerConfig } from '../../../../../src/engine/transcription/sherpa/definition.ts';
import { fixture } from '../../../../support/files.ts';

/** What the test model writes for a tone of so many hertz. */
const PITCHES = { low: 400, mid: 1000, high: 2600, top: 5500 } as const;

type Word = keyof typeof PITCHES;

const WORD_MS = 300;
const PAUSE_MS = 200;

/** The test model that hears tones (see `scripts/training/test-transducer`). */
export function toneModel(changes: Partial<SherpaTransducerConfig> = {}): SherpaTransducerConfig {
  const file = (name: string): string => fixture('models/tiny-transducer', name);
  return {
    encoder: file('encoder.onnx'),
    decoder: file('decoder.onnx'),
    joiner: file('joiner.onnx'),
    tokens: file('tokens.txt'),
    threads: 1,
    languages: 'any',
    ...changes,
  };
}

export function loadToneModel(changes?: Partial<SherpaTransducerConfig>): Promise<BufferRecognizer> {
  return loadSherpaTransducer(toneModel(changes));
}

/** A tone of 300 ms for each word with a pause of 200 ms before it; the sound ends with the last tone. */
export function tones(...words: readonly Word[]): Float32Array {
  const [pause, length] = [msToSamples(PAUSE_MS), msToSamples(WORD_MS)];
  const all = new Float32Array(words.length * (pause + length));
  for (const [index, word] of words.entries()) {
    const start = index * (pause + length) + pause;
    for (let at = 0; at < length; at += 1)
      all[start + at] = 0.3 * Math.sin((2 * Math.PI * PITCHES[word] * at) / SAMPLE_RATE);
  }
  return all;
}

/** Pushes in frames, as audio arrives. */
export function pushFrames(session: RecognizerSession, samples: Float32Array, frameSamples = 512): void {
  for (let start = 0; start < samples.length; start += frameSamples) {
    session.push(samples.slice(start, start + frameSamples));
  }
}

/** The text of a partial or final decode. */
export async function textOf(session: RecognizerSession, sampleCount: number, final: boolean): Promise<string> {
  return (await session.decode({ task: 'transcribe', final, sampleCount })).text;
}
