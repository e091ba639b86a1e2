import type { TranslationRequest, TranslationUsage } from '../translator.ts';
import type { UsageLedger } from './usage-ledger.ts';

/** From this share on the user is warned. */
const WARN_SHARE = 0.8;

/** How much a translator may use in a calendar month. */
export interface BudgetLimit {
  readonly unit: 'characters' | 'tokens';
  readonly limit: number;
}

/** The hard monthly limit of one translator. */
export class MonthBudget {
  readonly limit: BudgetLimit;
  readonly #name: string;
  readonly #ledger: UsageLedger;
  /** What requests that are under way will cost at least. */
  #held = 0;
  #warned = false;

  constructor(name: string, limit: BudgetLimit, ledger: UsageLedger) {
    this.#name = name;
    this.limit = limit;
    this.#ledger = ledger;
  }

  get used(): number {
    return this.#ledger.usedThisMonth(this.#name);
  }

  /** False where the request would go beyond the limit. Tokens are known afterwards only, and never fewer than words. */
  allows(request: TranslationRequest): boolean {
    return this.used + this.#held + this.#leastCost(request) <= this.limit.limit;
  }

  /** Sets aside what a request will cost at least. Gives back what ends that, once its cost is known. */
  hold(request: TranslationRequest): () => void {
    const cost = this.#leastCost(request);
    this.#held += cost;
    return () => (this.#held -= cost);
  }

  /** Takes note of what a request cost. True once, when most of the budget is used. */
  add({ characters = 0, inputTokens = 0, outputTokens = 0 }: TranslationUsage): boolean {
    this.#ledger.add(this.#name, this.limit.unit === 'characters' ? characters : inputTokens + outputTokens);
    const warn = !this.#warned && this.used >= WARN_SHARE * this.limit.limit;
    this.#warned ||= warn;
    return warn;
  }

  #leastCost({ text }: TranslationRequest): number {
    return this.limit.unit === 'characters' ? text.length : text.split(/\s+/u).length;
  }
}
