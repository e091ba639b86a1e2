import type { OpenRecognizer } from '../recognizer-module.ts';
import type { RemoteConfig } from './definition.ts';
import { createRemoteRecognizer } from './remote-recognizer.ts';

export const open: OpenRecognizer<RemoteConfig> = (config, { log }) => createRemoteRecognizer(config, process.env, log);
