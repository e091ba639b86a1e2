import type { Capabilities } from 'transcribe-cpp';
import { nearestLanguage } from '../../../protocol/language/nearest-language.ts';
import { primarySubtag } from '../../../protocol/language/parse-language.ts';
import { EngineError } from '../../errors.ts';

/** A model with so many languages has those that anybody will ask for. */
const MANY = 90;

/** The languages of one model, by its own codes. */
export class ModelLanguages {
  readonly #codes: readonly string[];
  /** Whether it finds the language by itself. */
  readonly detects: boolean;

  constructor({ languages, supportsLanguageDetect }: Pick<Capabilities, 'languages' | 'supportsLanguageDetect'>) {
    this.#codes = languages;
    this.detects = supportsLanguageDetect;
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

  /**
   * What the model is asked for; `undefined` where it is to find the language, or knows one only.
   * @param tag BCP-47, or `auto`.
   * @throws EngineError `language-unsupported`.
   */
  codeOf(tag: string): string | undefined {
    if (tag === 'auto') return this.mustBeTold ? (nearestLanguage('en', this.#codes) ?? this.#codes[0]) : undefined;
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
    const code = [detected, asked ?? '', this.#codes.length === 1 ? (this.#codes[0] ?? '') : ''].find(
      (one) => one !== '',
    );
    return code === undefined ? 'und' : primarySubtag(code);
  }
}
