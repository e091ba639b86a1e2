import type { OpenRecognizer } from '../recognizer-module.ts';
import type { WhisperNodeConfig } from './definition.ts';
import { loadWhisperNodeRecognizer } from './whisper-node-recognizer.ts';

export const open: OpenRecognizer<WhisperNodeConfig> = (config, { log }) => loadWhisperNodeRecognizer(config, log);
