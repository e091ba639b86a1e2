import { NO_SETTINGS } from '../../settings-section.ts';
import type { TranslatorDefinition } from '../translator-definition.ts';

/** Whisper's own translation into English, by the recogniser that heard the speech. */
export const whisperDefinition: TranslatorDefinition<typeof NO_SETTINGS> = {
  name: 'whisper',
  settings: NO_SETTINGS,
  needs: ['audio'],
  // The recogniser has limits of its own within these.
  limits: { firstTextMs: 60_000, stallMs: 60_000, totalMs: 60_000 },

  open: async (_settings, { speech }) => {
    const { WhisperTranslator } = await import('./whisper-translator.ts');
    return new WhisperTranslator(speech);
  },

  probe: (_settings, { signal }) => {
    signal.throwIfAborted();
    return Promise.resolve({ available: true, hint: 'The speech model must be a multilingual Whisper model.' });
  },
};
