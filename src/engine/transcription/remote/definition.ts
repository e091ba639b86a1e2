import { availabilityOf } from '../../pipeline/availability.ts';
import { PROXY_VARIABLES } from '../../pipeline/network/proxy-rules.ts';
import type { RecognizerDefinition } from '../recognizer-definition.ts';
import { remoteSettings } from './settings.ts';

/** One server that speaks OpenAI's `/v1/audio/transcriptions`. */
export interface RemoteConfig {
  /** Base address up to and including `/v1`. */
  readonly url: string;
  readonly model: string;
  /** Name of the environment variable that holds the key; the key itself is in no configuration. */
  readonly apiKeyVariable?: string;
  readonly timeoutMs: number;
}

/** For all attempts together. Shorter than the time after which the pool takes a host for hung. */
const REMOTE_TIMEOUT_MS = 8000;

/** Transcription servers, each of which has a host of its own. */
export const remoteDefinition: RecognizerDefinition<typeof remoteSettings, RemoteConfig> = {
  name: 'remote',
  settings: remoteSettings,
  needs: ['server'],
  slowAdvice: {
    message: 'The speech server is too slow: captions come later and later. No speech is lost.',
    hint: 'Choose a smaller model there, a server that is nearer or less busy, or several servers.',
  },

  plan: (wanted, { settings: { model, keyVariable } }) => {
    if (wanted.type !== 'servers') return undefined;
    return {
      variables: [...(keyVariable === undefined ? [] : [keyVariable]), ...PROXY_VARIABLES],
      configs: wanted.urls.map((url) => ({
        url,
        model,
        timeoutMs: REMOTE_TIMEOUT_MS,
        ...(keyVariable === undefined ? {} : { apiKeyVariable: keyVariable }),
      })),
    };
  },

  probe: (config, { environment, log, clock, signal }) =>
    availabilityOf(
      'The speech server',
      async () => {
        const { createRemoteRecognizer } = await import('./remote-recognizer.ts');
        const recognizer = await createRemoteRecognizer(config, environment, log, clock);
        await recognizer.close();
        const [warning] = recognizer.info.warnings;
        return { available: true, ...(warning === undefined ? {} : { hint: warning }) };
      },
      { clock, signal },
    ),
};
