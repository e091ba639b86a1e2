import { NO_SETTINGS } from '../../settings-section.ts';
import { probeModelFolder } from '../probe-model-folder.ts';
import type { RecognizerDefinition } from '../recognizer-definition.ts';
import { replicate } from '../replicate.ts';
import type { SherpaFiles } from '../sherpa-files.ts';
import { BUNDLED_LANGUAGES, BUNDLED_SPEECH_HINT, BUNDLED_SPEECH_NOTICE } from './bundled-model.ts';
import { SLOW_MACHINE } from '../slow-machine.ts';

/** What a host loads. */
export interface WhisperOnnxConfig {
  readonly encoder: string;
  readonly decoder: string;
  readonly tokens: string;
  readonly threads: number;
  /** Languages the model was trained for (primary subtags); `any` for the multilingual Whisper models. */
  readonly languages: 'any' | readonly string[];
}

/** A Whisper model in ONNX, in the files that sherpa-onnx uses, run on the CPU. */
export const whisperOnnxDefinition: RecognizerDefinition<typeof NO_SETTINGS, WhisperOnnxConfig> = {
  name: 'whisper-onnx',
  settings: NO_SETTINGS,
  needs: ['model'],
  slowAdvice: {
    message: SLOW_MACHINE,
    hint: 'Choose a smaller model, close other programs, or use a ggml model on a GPU.',
  },

  plan: (model, { replicas, threads }) => {
    if (model.type !== 'bundled' && model.type !== 'folder') return undefined;
    const { encoder, decoder, tokens } = model.files;
    if (encoder === undefined || decoder === undefined || !isWhisper(model.files)) return undefined;
    const files = { encoder, decoder, tokens, threads };
    if (model.type === 'folder') return { configs: replicate(replicas, { ...files, languages: 'any' }) };
    return {
      configs: replicate(replicas, { ...files, languages: BUNDLED_LANGUAGES }),
      notice: { code: 'bundled-model', message: BUNDLED_SPEECH_NOTICE, hint: BUNDLED_SPEECH_HINT },
    };
  },

  probe: ({ encoder, decoder, tokens }, tools) =>
    probeModelFolder([encoder, decoder, tokens], 'onnxruntime-node', tools),
};

/** Other models with an encoder and a decoder say what they are. One that cannot be read is damaged: its host tells how. */
function isWhisper({ joiner, convFrontend, metadata }: SherpaFiles): boolean {
  if (joiner !== undefined || convFrontend !== undefined) return false;
  const saysNothing = Object.keys(metadata).length === 0;
  return saysNothing || 'n_text_ctx' in metadata || (metadata['model_type'] ?? '').startsWith('whisper');
}
