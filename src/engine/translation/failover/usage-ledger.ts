import { EngineError } from '../../errors.ts';
import { monthOf, turnedTo, withoutUse, withUse, type MonthTotals } from './month-totals.ts';
import { UsageFile } from './usage-file.ts';

/**
 * So much of a limit is written down as used at once, so that the file is not written for each request. What is left of it
 * is given back at the end; after a crash it stays used.
 */
const BLOCK_SHARE = 1 / 200;

/** At the start and at the end nobody waits for captions, in milliseconds. */
const PATIENCE_MS = 5000;

interface LedgerOptions {
  readonly file: string;
  /** The date of the wall clock: a budget is of a calendar month. */
  readonly today: () => Date;
  /** Told once where the file cannot be read or written, and again after it could. */
  readonly onProblem: (error: EngineError) => void;
}

/** What the file counts as used, and no request has taken yet. */
interface Block {
  readonly month: string;
  /** The months in which it was counted. */
  readonly months: readonly string[];
  readonly free: number;
}

/** What is taken for a request. */
export interface Wanted {
  readonly translator: string;
  readonly amount: number;
  /** The most that may be used in a calendar month. */
  readonly limit: number;
}

/**
 * What each translator has used of its budget in this calendar month (UTC), in a file that all instances share. What a
 * request may cost stands there before it is sent: neither a crash nor another instance can make it be forgotten.
 */
export class UsageLedger {
  readonly #file: UsageFile;
  readonly #options: LedgerOptions;
  readonly #blocks = new Map<string, Block>();
  /** What was used and could not be written. */
  readonly #owed = new Map<string, number>();
  #problem: EngineError | undefined;

  private constructor(options: LedgerOptions) {
    this.#options = options;
    this.#file = new UsageFile(options.file);
  }

  /**
   * Reads the file, or makes it.
   * @throws EngineError `translator-budget` where it is damaged or cannot be written: a budget must not be forgotten.
   */
  static open(options: LedgerOptions): UsageLedger {
    const ledger = new UsageLedger(options);
    ledger.#file.change((totals) => turnedTo(totals, ledger.#month), PATIENCE_MS);
    return ledger;
  }

  /** Why the file cannot be used at present. */
  get problem(): EngineError | undefined {
    return this.#problem;
  }

  /** What is used of this month, by all instances, as far as this one has seen. */
  usedThisMonth(translator: string): number {
    const month = this.#month;
    const used = turnedTo(this.#file.totals, month).used[month]?.[translator] ?? 0;
    const block = this.#blocks.get(translator);
    return used - (block?.month === month ? block.free : 0) + (this.#owed.get(translator) ?? 0);
  }

  /** Whether so much may be used. Where it may, `take` gives it: it is written down already. */
  affords({ translator, amount, limit }: Wanted): boolean {
    const block = this.#blocks.get(translator);
    if (block?.month === this.#month && block.free >= amount) return true;
    try {
      return this.#reserve({ translator, amount, limit }, block);
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  /** Takes so much. False where that is more than may be used, or cannot be written down. */
  take(wanted: Wanted): boolean {
    if (!this.affords(wanted)) return false;
    this.#changeFree(wanted.translator, -wanted.amount);
    return true;
  }

  /** Gives back what was taken and not used. */
  giveBack(translator: string, amount: number): void {
    this.#changeFree(translator, amount);
  }

  /** Writes down what was used beyond what was taken, whatever the limit is. */
  add(translator: string, amount: number): void {
    const block = this.#blocks.get(translator);
    const fromBlock = block?.month === this.#month ? Math.min(block.free, amount) : 0;
    this.#changeFree(translator, -fromBlock);
    if (amount === fromBlock) return;
    this.#owed.set(translator, (this.#owed.get(translator) ?? 0) + amount - fromBlock);
    this.#settle();
  }

  /** Writes down what is not written yet, and gives back what nobody has used. */
  close(): void {
    this.#settle([...this.#blocks], PATIENCE_MS);
  }

  get #month(): string {
    return monthOf(this.#options.today());
  }

  /** Writes down a block for what is wanted. A former one, of another month, is given back. */
  #reserve({ translator, amount, limit }: Wanted, former: Block | undefined): boolean {
    const month = this.#month;
    const own = former?.month === month ? former : undefined;
    const missing = amount - (own?.free ?? 0);
    let more = 0;
    let months: readonly string[] = [];
    this.#file.change((totals) => {
      let changed = this.#paid(turnedTo(totals, month));
      if (former && !own) changed = withoutUse(changed, translator, { amount: former.free, months: former.months });
      const left = limit - (changed.used[month]?.[translator] ?? 0);
      if (left >= missing) more = Math.min(left, Math.max(missing, Math.floor(limit * BLOCK_SHARE)));
      if (more > 0) changed = withUse(changed, translator, more);
      months = Object.keys(changed.used);
      return changed;
    });
    this.#worked();
    const free = (own?.free ?? 0) + more;
    const both = own && own.free > 0 ? own.months.filter((name) => months.includes(name)) : months;
    this.#blocks.set(translator, { month, months: both, free });
    return free >= amount;
  }

  /** Counts what is owed, and takes away what of the blocks nobody has used. */
  #settle(unused: readonly (readonly [string, Block])[] = [], patienceMs?: number): void {
    try {
      this.#file.change((totals) => {
        let changed = this.#paid(turnedTo(totals, this.#month));
        for (const [name, { free, months }] of unused) {
          if (free > 0) changed = withoutUse(changed, name, { amount: free, months });
        }
        return changed;
      }, patienceMs);
      for (const [name] of unused) this.#blocks.delete(name);
      this.#worked();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** The totals with what could not be written before. */
  #paid(totals: MonthTotals): MonthTotals {
    return [...this.#owed].reduce((paid, [name, amount]) => withUse(paid, name, amount), totals);
  }

  /** What was taken in another month stays used there. */
  #changeFree(translator: string, amount: number): void {
    const block = this.#blocks.get(translator);
    if (block?.month !== this.#month) return;
    this.#blocks.set(translator, { ...block, free: block.free + amount });
  }

  #worked(): void {
    this.#owed.clear();
    this.#problem = undefined;
  }

  #failed(error: unknown): void {
    if (!(error instanceof EngineError)) throw error;
    if (this.#problem === undefined) this.#options.onProblem(error);
    this.#problem = error;
  }
}
