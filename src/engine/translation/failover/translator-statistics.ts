import type { LatencySummary } from '../../../protocol/status.ts';
import { LatencyWindow } from '../../pipeline/latency-window.ts';
import type { TranslationUsage } from '../translator.ts';

/** What a translator costs in the currency that the user thinks in, per million of what its vendor counts. */
export interface TranslationPrice {
  readonly perMillionCharacters?: number;
  readonly perMillionInputTokens?: number;
  readonly perMillionOutputTokens?: number;
}

/** What a translator did since the start. */
interface StatisticsSummary {
  readonly requests: number;
  readonly usage: Required<Omit<TranslationUsage, 'estimated'>>;
  /** Absent where no price is known. */
  readonly cost?: number;
  /** Until the first text of an answer. */
  readonly firstText?: LatencySummary;
  /** Until the whole answer to a final. */
  readonly final?: LatencySummary;
  /** Number of failures by error code. */
  readonly failures: Readonly<Record<string, number>>;
}

const MILLION = 1_000_000;

/** Counts and measures the requests of one translator. */
export class TranslatorStatistics {
  readonly #price: TranslationPrice | undefined;
  readonly #firstText = new LatencyWindow();
  readonly #final = new LatencyWindow();
  readonly #failures = new Map<string, number>();
  readonly #usage = { characters: 0, inputTokens: 0, outputTokens: 0 };
  #requests = 0;

  constructor(price: TranslationPrice | undefined) {
    this.#price = price;
  }

  requested(): void {
    this.#requests += 1;
  }

  used({ characters = 0, inputTokens = 0, outputTokens = 0 }: TranslationUsage): void {
    this.#usage.characters += characters;
    this.#usage.inputTokens += inputTokens;
    this.#usage.outputTokens += outputTokens;
  }

  /** @param milliseconds since the request was sent. */
  firstText(milliseconds: number): void {
    this.#firstText.add(milliseconds);
  }

  /** @param milliseconds since the request was sent. */
  final(milliseconds: number): void {
    this.#final.add(milliseconds);
  }

  failed(code: string): void {
    this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1);
  }

  summary(): StatisticsSummary {
    const cost = this.#cost();
    const firstText = this.#firstText.summary();
    const final = this.#final.summary();
    return {
      requests: this.#requests,
      usage: { ...this.#usage },
      ...(cost === undefined ? {} : { cost }),
      ...(firstText === undefined ? {} : { firstText }),
      ...(final === undefined ? {} : { final }),
      failures: Object.fromEntries(this.#failures),
    };
  }

  #cost(): number | undefined {
    if (!this.#price) return undefined;
    const { perMillionCharacters = 0, perMillionInputTokens = 0, perMillionOutputTokens = 0 } = this.#price;
    const { characters, inputTokens, outputTokens } = this.#usage;
    const sum =
      characters * perMillionCharacters + inputTokens * perMillionInputTokens + outputTokens * perMillionOutputTokens;
    return sum / MILLION;
  }
}
