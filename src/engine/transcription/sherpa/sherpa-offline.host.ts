import type { OpenRecognizer } from '../recognizer-module.ts';
import type { SherpaOfflineConfig } from './offline-definition.ts';
import { loadSherpaOffline } from './offline-recognizer.ts';

export const open: OpenRecognizer<SherpaOfflineConfig> = (config) => loadSherpaOffline(config);
