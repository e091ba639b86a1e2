import type { TranslationRequest, Translator, TranslatorCapabilities } from '../engine/translation/translator.ts';

/** A request that the test answers. */
export interface ReceivedRequest {
  readonly request: TranslationRequest;
  readonly signal: AbortSignal;
  /** Yields the translation so far. */
  soFar(text: string): void;
  /** Ends the answer, with a last value where there is one. */
  answer(text?: string): void;
  fail(error: Error): void;
}

/** What a scripted translator says of itself. */
export interface ScriptedTranslatorOptions {
  /** `scripted` when absent. */
  readonly name?: string;
  /** Drafts, no pieces, no bill, but for what is named here. */
  readonly capabilities?: Partial<TranslatorCapabilities>;
  readonly notice?: string;
  /** Source languages that it cannot translate. */
  readonly unsupported?: readonly string[];
}

/** A translator that keeps every request until the test answers it. It ignores aborts, as a bad one would. */
export class ScriptedTranslator implements Translator {
  readonly name: string;
  readonly capabilities: TranslatorCapabilities;
  readonly notice?: string;
  readonly requests: ReceivedRequest[] = [];
  readonly #unsupported: readonly string[];

  constructor({ name = 'scripted', capabilities = {}, notice, unsupported = [] }: ScriptedTranslatorOptions = {}) {
    this.name = name;
    this.capabilities = { streams: false, partials: true, billed: false, ...capabilities };
    if (notice !== undefined) this.notice = notice;
    this.#unsupported = unsupported;
  }

  unsupported(sourceLanguage: string): string | undefined {
    return this.#unsupported.includes(sourceLanguage) ? `It does not know ${sourceLanguage}.` : undefined;
  }

  async *translate(request: TranslationRequest, { signal }: { signal: AbortSignal }): AsyncIterable<string> {
    const steps: (() => string | undefined)[] = [];
    let wake = (): void => undefined;
    const then = (step: () => string | undefined): void => {
      steps.push(step);
      wake();
    };
    this.requests.push({
      request,
      signal,
      soFar: (text) => then(() => text),
      answer: (text) => {
        if (text !== undefined) then(() => text);
        then(() => undefined);
      },
      fail: (error) => {
        then(() => {
          throw error;
        });
      },
    });
    for (;;) {
      const step = steps.shift();
      if (!step) await new Promise<void>((resolve) => (wake = resolve));
      else {
        const text = step();
        if (text === undefined) return;
        yield text;
      }
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
