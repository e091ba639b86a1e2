import { z } from 'zod';
import { setting } from '../../src/engine/setting.ts';
import type { RecognizerDefinition } from '../../src/engine/transcription/recognizer-definition.ts';

const dummySettings = z.strictObject({
  mark: setting(z.string().default('.'), { description: 'what stands behind each text' }),
});

/** What its hosts get. */
interface DummyConfig {
  readonly text: string;
}

/** A recogniser as a stranger adds one: it hears what its model is called. */
export const dummyRecognizer: RecognizerDefinition<typeof dummySettings, DummyConfig> = {
  name: 'dummy',
  settings: dummySettings,
  needs: [],
  module: new URL('dummy-recognizer-host.mjs', import.meta.url).href,
  slowAdvice: { message: 'The dummy is too slow.', hint: 'Take another one.' },
  plan: (model, { settings, replicas }) => {
    if (model.type !== 'named') return undefined;
    return { configs: Array.from({ length: replicas }, () => ({ text: model.text + settings.mark })) };
  },
  probe: () => Promise.resolve({ available: true }),
};
