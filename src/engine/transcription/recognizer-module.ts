import type { Logger } from '../log.ts';
import type { Recognizer } from './recognizer.ts';

/** What a recogniser gets in its host process. */
export interface RecognizerTools {
  /** Its lines go to the log of the main process, at `debug`. */
  readonly log: Logger;
}

/**
 * Loads a recogniser in a host process. Throws an `EngineError` that says what is wrong with the model or the library.
 * @param config what the definition planned for this host.
 */
export type OpenRecognizer<Config> = (config: Config, tools: RecognizerTools) => Promise<Recognizer>;

/** What a module for host processes exports. */
export interface RecognizerModule<Config> {
  readonly open: OpenRecognizer<Config>;
}
