import { toEngineError, type EngineError } from '../../errors.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { fileState, followFile } from '../../pipeline/follow-file.ts';
import { readGlossaryText } from './glossary-text.ts';
import { Glossary, type TermTranslation } from './glossary.ts';
import { parseGlossary } from './parse-glossary.ts';

/** What became of a changed file: its terms are in use, or what is wrong with it, and the former terms stay in use. */
export type GlossaryReload =
  | { readonly type: 'reloaded'; readonly glossary: Glossary }
  | { readonly type: 'refused'; readonly error: EngineError };

interface LiveGlossaryOptions {
  readonly clock: Clock;
  /** Told of each change of the file, once it stays as it is for a second. */
  readonly onReload: (reload: GlossaryReload) => void;
}

/** A glossary that follows its file. */
export class LiveGlossary {
  readonly #file: string;
  readonly #options: LiveGlossaryOptions;
  readonly #closing = new AbortController();
  #current: Glossary;
  #text: string;
  #refused = false;
  #watching: Promise<void> | undefined;

  private constructor(file: string, text: string, options: LiveGlossaryOptions) {
    this.#file = file;
    this.#text = text;
    this.#options = options;
    this.#current = new Glossary(parseGlossary(file, text), 1);
  }

  /** Reads the file, and follows it until `close`. Throws a `glossary-invalid` error where it cannot be used. */
  static async open(file: string, options: LiveGlossaryOptions): Promise<LiveGlossary> {
    const since = await fileState(file);
    const glossary = new LiveGlossary(file, await readGlossaryText(file), options);
    const { signal } = glossary.#closing;
    glossary.#watching = followFile(file, { clock: options.clock, signal, since, onChange: () => glossary.#reload() });
    return glossary;
  }

  /** The newest terms that are valid. */
  get current(): Glossary {
    return this.#current;
  }

  /** Another number after each change of the terms. */
  get revision(): number {
    return this.#current.revision;
  }

  /** As `Glossary.termsFor`, of the newest terms. */
  termsFor(sourceLanguage: string, targetLanguage: string): readonly TermTranslation[] {
    return this.#current.termsFor(sourceLanguage, targetLanguage);
  }

  /** Ends the following of the file. Nothing is told any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#watching;
  }

  async #reload(): Promise<void> {
    const { onReload } = this.#options;
    try {
      const text = await readGlossaryText(this.#file);
      if (this.#closing.signal.aborted || (text === this.#text && !this.#refused)) return;
      this.#current = new Glossary(parseGlossary(this.#file, text), this.#current.revision + 1);
      this.#text = text;
      this.#refused = false;
    } catch (error) {
      this.#refused = true;
      if (!this.#closing.signal.aborted) onReload({ type: 'refused', error: toEngineError(error) });
      return;
    }
    onReload({ type: 'reloaded', glossary: this.#current });
  }
}
