import type { Clock } from '../../../../src/engine/pipeline/clock.ts';
import type {
  TranslationRequest,
  Translator,
  TranslatorCapabilities,
} from '../../../../src/engine/translation/translator.ts';

/** A request, and how it went. Times are in milliseconds of the clock. */
interface TimedRequest {
  readonly request: TranslationRequest;
  readonly startedAtMs: number;
  outcome: 'running' | 'answered' | 'aborted';
}

interface Options {
  readonly clock: Clock;
  /** How long the answer to a request takes, in milliseconds. */
  readonly answerMs: (request: TranslationRequest, index: number) => number;
  readonly translate?: (text: string) => string;
  readonly billed?: boolean;
}

/** A translator that takes its time and stops at once when it is told to. */
export class TimedTranslator implements Translator {
  readonly name = 'timed';
  readonly capabilities: TranslatorCapabilities;
  readonly requests: TimedRequest[] = [];
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
    this.capabilities = { streams: false, partials: true, billed: options.billed ?? false };
  }

  unsupported(): undefined {
    return undefined;
  }

  async *translate(request: TranslationRequest, { signal }: { signal: AbortSignal }): AsyncIterable<string> {
    const { clock, answerMs, translate = (text: string) => text.toUpperCase() } = this.#options;
    const asked: TimedRequest = { request, startedAtMs: clock.nowMs(), outcome: 'running' };
    this.requests.push(asked);
    signal.addEventListener('abort', () => {
      if (asked.outcome === 'running') asked.outcome = 'aborted';
    });
    await clock.sleep(answerMs(request, this.requests.length - 1), signal);
    signal.throwIfAborted();
    asked.outcome = 'answered';
    yield translate(request.text);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
