import { isUnknownLanguage, primarySubtag } from '../../protocol/language/parse-language.ts';
import { isWanted, wantedLanguages, type SpokenLanguage } from '../../protocol/spoken-language.ts';

/** Less sound, with the half a second before the first word, is taken for more of what was spoken before. */
const UNCLEAR_MS = 1500;

/** So much sound tells the language: the utterance keeps it. */
const CLEAR_MS = 3000;

/** What is known when a decode begins. */
export interface Circumstances {
  /** Length of the sound in milliseconds. */
  readonly soundMs: number;
  /** What the source spoke last, as a BCP-47 tag. */
  readonly former: string | undefined;
}

/**
 * The language of one utterance in a recogniser that detects it by itself, among all that it knows, and does not tell how
 * sure it is.
 */
export class DetectedLanguage {
  readonly #spoken: SpokenLanguage;
  /** Primary subtag of what the utterance keeps. */
  #known: string | undefined;

  constructor(spoken: SpokenLanguage) {
    this.#spoken = spoken;
    if (spoken.language !== 'auto') this.#known = primarySubtag(spoken.language);
  }

  /** What the recogniser is asked for: a primary subtag, or `auto`. */
  ask({ soundMs, former }: Circumstances): string {
    if (this.#known !== undefined) return this.#known;
    return soundMs < UNCLEAR_MS ? (this.#usable(former) ?? 'auto') : 'auto';
  }

  /** Takes what was detected. Gives the language to decode in once more, where what was detected is not wanted. */
  take(detected: string | undefined, { soundMs, former }: Circumstances): string | undefined {
    if (detected !== undefined && isWanted(this.#spoken, detected)) {
      if (soundMs >= CLEAR_MS) this.#known = primarySubtag(detected);
      return undefined;
    }
    const [first] = wantedLanguages(this.#spoken);
    return first === undefined ? undefined : (this.#usable(former) ?? primarySubtag(first));
  }

  #usable(former: string | undefined): string | undefined {
    const isKnown = former !== undefined && !isUnknownLanguage(former) && isWanted(this.#spoken, former);
    return isKnown ? primarySubtag(former) : undefined;
  }
}
