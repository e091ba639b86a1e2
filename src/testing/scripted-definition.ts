import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { NO_SETTINGS } from '../engine/settings-section.ts';
import type { RecognizerDefinition } from '../engine/transcription/recognizer-definition.ts';
import { findRuntimeFiles } from '../session/find-runtime-files.ts';
import type { RecognizerScript } from './scripted-recognizer.ts';

/**
 * The scripted recogniser for a whole session, in a host process as any other: the model is `scripted:` with its
 * `RecognizerScript` behind it, as JSON. Needs the built package.
 */
export const scriptedRecognizer: RecognizerDefinition<typeof NO_SETTINGS, RecognizerScript> = {
  name: 'scripted',
  settings: NO_SETTINGS,
  needs: [],
  slowAdvice: { message: 'The script is slow: captions come later and later.', hint: 'Give it a shorter decodeMs.' },

  get module() {
    const dist = path.dirname(findRuntimeFiles().recognizerHost);
    return pathToFileURL(path.join(dist, 'scripted-recognizer.js')).href;
  },

  plan: (model, { replicas }) => {
    if (model.type !== 'named') return undefined;
    const script = JSON.parse(model.text || '{}') as RecognizerScript;
    return { configs: Array.from({ length: replicas }, () => script) };
  },

  probe: () => Promise.resolve({ available: true }),
};
