import { EngineError } from '../../errors.ts';
import type { TranslationRequest, TranslationUsage } from '../translator.ts';
import type { UsageLedger, Wanted } from './usage-ledger.ts';

/** From this share on the user is warned. */
const WARN_SHARE = 0.8;

const MORE_BUDGET = 'Raise it with --budget, or name another translator with --translator, such as local.';

/** How much a translator may use in a calendar month. */
export interface BudgetLimit {
  readonly unit: 'characters' | 'tokens';
  readonly limit: number;
}

/** What a request may cost at most, as far as its translator knows. */
type MostCost = (request: TranslationRequest) => TranslationUsage | undefined;

/** The budget of one request. */
export interface BudgetHold {
  /** Takes note of what it cost. Several times where it was several requests for the vendor. */
  readonly told: (usage: TranslationUsage) => void;
  /** It is over. Where nobody has told what it cost, it cost what was held. What is told later counts instead. */
  readonly end: () => void;
}

/** The hard monthly limit of one translator. */
export class MonthBudget {
  readonly limit: BudgetLimit;
  readonly #name: string;
  readonly #ledger: UsageLedger;
  readonly #mostCost: MostCost;
  #warned = false;

  /** @param mostCost the length of the text where it is absent, or says nothing. */
  constructor(name: string, limit: BudgetLimit, ledger: UsageLedger, mostCost: MostCost = () => undefined) {
    this.#name = name;
    this.limit = limit;
    this.#ledger = ledger;
    this.#mostCost = mostCost;
  }

  get used(): number {
    return this.#ledger.usedThisMonth(this.#name);
  }

  /** False where the request may go beyond the limit, or what it costs cannot be written down. */
  allows(request: TranslationRequest): boolean {
    return this.#ledger.affords(this.#wanted(request));
  }

  /** Why nothing is allowed, where nothing is. */
  get refusal(): EngineError {
    if (this.#ledger.problem) return this.#ledger.problem;
    return new EngineError('translator-budget', `The monthly budget of "${this.#name}" is used up.`, {
      hint: MORE_BUDGET,
      stage: 'translation',
    });
  }

  /** Sets aside what a request may cost. @throws EngineError `translator-budget` where that is not allowed. */
  hold(request: TranslationRequest): BudgetHold {
    const wanted = this.#wanted(request);
    if (!this.#ledger.take(wanted)) throw this.refusal;
    let counted = wanted.amount;
    let cost = 0;
    let isTold = false;
    let isOver = false;
    const settle = (): void => {
      if (cost > counted) this.#ledger.add(this.#name, cost - counted);
      else if (isOver && isTold) this.#ledger.giveBack(this.#name, counted - cost);
      else return;
      counted = cost;
    };
    const told = (usage: TranslationUsage): void => {
      cost += this.#amount(usage);
      isTold = true;
      settle();
    };
    const end = (): void => {
      isOver = true;
      settle();
    };
    return { told, end };
  }

  /** True once, when most of the budget is used. */
  warns(): boolean {
    const warns = !this.#warned && this.used >= WARN_SHARE * this.limit.limit;
    this.#warned ||= warns;
    return warns;
  }

  #wanted(request: TranslationRequest): Wanted {
    const { limit, unit } = this.limit;
    // A token is at least one byte, so a text has no more of them.
    const length = unit === 'characters' ? request.text.length : Buffer.byteLength(request.text);
    const known = this.#mostCost(request);
    return { translator: this.#name, amount: known === undefined ? length : this.#amount(known), limit };
  }

  #amount({ characters = 0, inputTokens = 0, outputTokens = 0 }: TranslationUsage): number {
    return this.limit.unit === 'characters' ? characters : inputTokens + outputTokens;
  }
}
