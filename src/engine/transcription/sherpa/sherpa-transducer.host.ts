import type { OpenRecognizer } from '../recognizer-module.ts';
import type { SherpaTransducerConfig } from './definition.ts';
import { loadSherpaTransducer } from './transducer-recognizer.ts';

export const open: OpenRecognizer<SherpaTransducerConfig> = (config) => loadSherpaTransducer(config);
