import { createRequire } from 'node:module';
import path from 'node:path';
import { defaultThreads } from '../src/engine/transcription/default-threads.ts';

// The peer: the speech library called directly, without any code of ours around it.

interface Library {
  readonly OfflineRecognizer: new (config: unknown) => {
    createStream(): { acceptWaveform(waveform: { samples: Float32Array; sampleRate: number }): void };
    setConfig(config: unknown): void;
    decodeAsync(stream: unknown): Promise<{ text: string }>;
  };
}

const demoModel = path.join(import.meta.dirname, '../assets/models/demo-whisper/demo');
const { OfflineRecognizer } = createRequire(import.meta.url)('sherpa-onnx-node') as Library;

interface BareOptions {
  /** Path of the model files up to `-encoder.onnx`; the bundled model when absent. */
  readonly model?: string;
  /** Frames of 10 ms that the library puts behind the sound. 3000 fill the model's whole window. */
  readonly paddingFrames?: number;
}

/** A bare recogniser. */
export type BareDecode = (samples: Float32Array) => Promise<{ text: string; ms: number }>;

/** A bare recogniser of one language. Gives the text and how long the call took, in milliseconds. */
export function createBareRecognizer(
  language: string,
  { model = demoModel, paddingFrames = 50 }: BareOptions = {},
): BareDecode {
  const recognizer = new OfflineRecognizer({
    featConfig: { sampleRate: 16_000, featureDim: 80 },
    modelConfig: {
      whisper: {
        encoder: `${model}-encoder.onnx`,
        decoder: `${model}-decoder.onnx`,
        language,
        task: 'transcribe',
        tailPaddings: paddingFrames,
      },
      tokens: `${model}-tokens.txt`,
      numThreads: defaultThreads(),
      provider: 'cpu',
      debug: 0,
    },
  });
  return async (samples) => {
    const padded = new Float32Array(Math.max(16_000, samples.length + 4800));
    padded.set(samples);
    const startMs = performance.now();
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples: padded, sampleRate: 16_000 });
    const { text } = await recognizer.decodeAsync(stream);
    return { text: text.trim(), ms: performance.now() - startMs };
  };
}
