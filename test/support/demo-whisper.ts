import type { WhisperOnnxConfig } from '../../src/engine/transcription/whisper-onnx/definition.ts';
import { asset } from './files.ts';

/** The bundled speech model as a recogniser loads it. @param changes what a test wants otherwise. */
export function demoWhisper(changes: Partial<WhisperOnnxConfig> = {}): WhisperOnnxConfig {
  return {
    encoder: asset('models/demo-whisper/demo-encoder.onnx'),
    decoder: asset('models/demo-whisper/demo-decoder.onnx'),
    tokens: asset('models/demo-whisper/demo-tokens.txt'),
    threads: 1,
    languages: 'any',
    ...changes,
  };
}
