import { processorName } from '../default-threads.ts';
import path from 'node:path';
import { loadNative, requireModelFiles } from '../model-files.ts';
import type { BufferRecognizer } from '../recognizer.ts';
import type { WhisperOnnxConfig } from './definition.ts';
import { WhisperModel } from './whisper-model.ts';
import { WhisperOnnxSession } from './whisper-onnx-session.ts';

/** Loads a Whisper model in ONNX. Throws `model-missing` or `model-damaged`. */
export async function loadWhisperOnnx(config: WhisperOnnxConfig): Promise<BufferRecognizer> {
  const { encoder, decoder, tokens, threads, languages } = config;
  await requireModelFiles([encoder, decoder, tokens]);
  const model = await loadNative(() => WhisperModel.load({ encoder, decoder, tokens }, threads));
  return {
    info: {
      library: 'ONNX Runtime',
      device: processorName(threads),
      model: path.basename(encoder).replace(/[-.]?encoder.*$/u, '') || path.basename(path.dirname(encoder)),
      capabilities: {
        partials: true,
        translatesToEnglish: model.traits.languageTokens.size > 0,
        prompt: true,
        languages: model.traits.languageTokens.size > 0 ? languages : ['en'],
      },
      warnings: model.tellsAttention
        ? []
        : [
            'The speech model does not give the attention of its decoder: words have no times, and repeated text is noticed late.',
          ],
    },
    open: (options) => new WhisperOnnxSession(model, options),
    close: () => Promise.resolve(),
  };
}
