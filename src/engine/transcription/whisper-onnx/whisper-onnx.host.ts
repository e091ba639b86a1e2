import type { OpenRecognizer } from '../recognizer-module.ts';
import type { WhisperOnnxConfig } from './definition.ts';
import { loadWhisperOnnx } from './whisper-onnx-recognizer.ts';

export const open: OpenRecognizer<WhisperOnnxConfig> = (config) => loadWhisperOnnx(config);
