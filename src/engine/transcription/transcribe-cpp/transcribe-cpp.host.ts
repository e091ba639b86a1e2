import type { OpenRecognizer } from '../recognizer-module.ts';
import type { TranscribeCppConfig } from './definition.ts';
import { loadTranscribeCpp } from './transcribe-cpp-recognizer.ts';

export const open: OpenRecognizer<TranscribeCppConfig> = (config, { log }) => loadTranscribeCpp(config, log);
