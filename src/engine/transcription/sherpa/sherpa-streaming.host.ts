import type { OpenRecognizer } from '../recognizer-module.ts';
import type { SherpaStreamingConfig } from './definition.ts';
import { loadSherpaStreaming } from './streaming-recognizer.ts';

export const open: OpenRecognizer<SherpaStreamingConfig> = (config) => loadSherpaStreaming(config);
