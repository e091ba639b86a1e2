// The two engines that run the exported speech model, behind one function:
//   transcribe(Int16Array, { language, translate, prompt }) -> { text, language }
import { createRequire } from 'node:module';
import { SAMPLE_RATE } from './measures.mjs';

const require = createRequire(import.meta.url);
const TAIL_PADDING_FRAMES = 50; // sherpa-onnx adds silence to a clip; its default of 10 s costs time only
const END_SILENCE_SECONDS = 0.3;

/** A ggml file in whisper.cpp. */
export async function openGgml(path) {
  const { initWhisper } = require('@fugood/whisper.node');
  const context = await initWhisper({ filePath: path, useGpu: false });
  return {
    async transcribe(samples, options) {
      const bytes = samples.buffer.slice(samples.byteOffset, samples.byteOffset + samples.byteLength);
      const settings = { temperature: 0, maxThreads: 1, ...options };
      const { result, language } = await context.transcribeData(bytes, settings).promise;
      return { text: result.trim(), language };
    },
    close: () => context.release(),
  };
}

/** PREFIX-encoder.onnx, PREFIX-decoder.onnx and PREFIX-tokens.txt in sherpa-onnx. */
export async function openOnnx(prefix) {
  const { OfflineRecognizer } = require('sherpa-onnx-node');
  const recognizers = new Map();
  const recognizerFor = (language, task) => {
    const key = `${language} ${task}`;
    if (!recognizers.has(key)) {
      const whisper = {
        encoder: `${prefix}-encoder.onnx`,
        decoder: `${prefix}-decoder.onnx`,
        language: language === 'auto' ? '' : language,
        task,
        tailPaddings: TAIL_PADDING_FRAMES,
      };
      const modelConfig = { whisper, tokens: `${prefix}-tokens.txt`, numThreads: 1, provider: 'cpu' };
      const featConfig = { sampleRate: SAMPLE_RATE, featureDim: 80 };
      recognizers.set(key, new OfflineRecognizer({ featConfig, modelConfig }));
    }
    return recognizers.get(key);
  };
  return {
    async transcribe(samples, { language, translate }) {
      const recognizer = recognizerFor(language, translate ? 'translate' : 'transcribe');
      const stream = recognizer.createStream();
      const padded = new Float32Array(samples.length + END_SILENCE_SECONDS * SAMPLE_RATE);
      padded.set(Float32Array.from(samples, (sample) => sample / 32768));
      stream.acceptWaveform({ sampleRate: SAMPLE_RATE, samples: padded });
      recognizer.decode(stream);
      const result = recognizer.getResult(stream);
      return { text: result.text.trim(), language: result.lang };
    },
    close: () => recognizers.clear(),
  };
}
