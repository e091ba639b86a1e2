import { nearestLanguage } from '../../protocol/language/nearest-language.ts';
import { isUnknownLanguage, primarySubtag } from '../../protocol/language/parse-language.ts';
import { EngineError } from '../errors.ts';

/** A model with so many languages has those that anybody will ask for. */
const MANY = 90;

/** What a model tells of the languages that it knows. */
export interface LanguageSupport {
  /** Its own codes; none where nobody knows. */
  readonly languages: readonly string[];
  /** Whether it finds out by itself which one is spoken. */
  readonly supportsLanguageDetect: boolean;
}

/** The languages of one model, by its own codes. */
export class ModelLanguages {
  readonly #codes: readonly string[];
  /** Its own word for finding the language by itself, where it wants to be asked for that. */
  readonly #auto: string | undefined;
  /** Whether it finds the language by itself. */
  readonly detects: boolean;

  constructor({ languages, supportsLanguageDetect }: LanguageSupport) {
    this.#codes = languages.filter((code) => !isUnknownLanguage(code));
    this.#auto = languages.find((code) => isUnknownLanguage(code));
    this.detects = supportsLanguageDetect || this.#auto !== undefined;
  }

  /** As the pipeline knows them: primary subtags, or `any`. */
  get known(): 'any' | readonly string[] {
    if (this.#codes.length === 0 || this.#codes.length >= MANY) return 'any';
    return [...new Set(this.#codes.map(primarySubtag))];
  }

  /** True where somebody must tell what is spoken: the model knows several languages and tells none apart. */
  get mustBeTold(): boolean {
    return !this.detects && this.#codes.length > 1;
  }

  /** What the streamer must know, in one sentence each. */
  get warnings(): readonly string[] {
    if (!this.mustBeTold) return [];
    return [
      'This speech model cannot detect the spoken language: set it with --language, else it takes all speech for English.',
    ];
  }

  /** English, else the first one; `undefined` where it names none. */
  get usual(): string | undefined {
    return nearestLanguage('en', this.#codes) ?? this.#codes[0];
  }

  /**
   * What the model is asked for; `undefined` where it is to find the language, or knows one only.
   * @param tag BCP-47, or `auto`.
   * @throws EngineError `language-unsupported`.
   */
  codeOf(tag: string): string | undefined {
    if (tag === 'auto') return this.mustBeTold ? this.usual : this.#auto;
    if (this.#codes.length === 0) return undefined;
    const code = nearestLanguage(tag, this.#codes);
    if (code !== undefined) return code;
    throw new EngineError('language-unsupported', `The speech model does not know the language "${tag}".`, {
      hint: `It knows ${[...new Set(this.#codes.map(primarySubtag))].join(', ')}. Choose one of these, or another model.`,
      stage: 'transcription',
    });
  }

  /** The primary subtag of what was heard: what the model detected, else what it was asked for, else its only language. */
  heard(detected: string, asked: string | undefined): string {
    const only = this.#codes.length === 1 ? this.#codes[0] : undefined;
    const code = [detected, asked, only].find((one) => one !== undefined && !isUnknownLanguage(one));
    return code === undefined ? 'und' : primarySubtag(code);
  }
}
