import type { OpenRecognizer } from '../recognizer-module.ts';
import type { ParakeetConfig } from './parakeet-definition.ts';
import { loadParakeetRecognizer } from './parakeet-recognizer.ts';

export const open: OpenRecognizer<ParakeetConfig> = (config, { log }) => loadParakeetRecognizer(config, log);
