import type { EngineErrorCode } from './error-code.ts';

/** What a notice is about: an error, or something else that the streamer should know of. */
export type NoticeCode =
  | EngineErrorCode
  // Configuration
  | 'config-changed'
  // Sound
  | 'browser-joined'
  | 'browser-left'
  | 'capture-started'
  | 'clipping'
  | 'device-changed'
  | 'device-recovered'
  | 'input-incomplete'
  | 'input-waiting'
  | 'no-sound'
  | 'one-channel'
  | 'too-quiet'
  // Recognition
  | 'bundled-model'
  | 'no-captions'
  | 'prompt-ignored'
  | 'recognizer-slow'
  | 'recognizer-warning'
  // Translation
  | 'bundled-model-used'
  | 'glossary-reloaded'
  | 'terms-ignored'
  | 'translation-empty'
  | 'translator-notice'
  | 'translator-recovered'
  // Outputs
  | 'output-failed'
  | 'output-slow'
  // Pages
  | 'port-moved'
  // OBS
  | 'obs-connected'
  // Guests
  | 'certificate-renewed'
  | 'token-not-kept'
  | 'token-renewed'
  | 'token-was-readable';
