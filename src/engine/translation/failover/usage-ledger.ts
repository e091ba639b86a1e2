import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { EngineError, foreignMessage } from '../../errors.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { writeWhole } from '../../write-whole.ts';

/** The file is written so long after a change at the latest, in milliseconds. */
const SAVE_AFTER_MS = 5000;

const fileSchema = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/u),
  used: z.record(z.string(), z.number().nonnegative()),
});

interface LedgerOptions {
  readonly file: string;
  readonly clock: Clock;
  /** The date of the wall clock: a budget is of a calendar month. */
  readonly today: () => Date;
  /** Told where the file cannot be written: the budget then holds for this run only. */
  readonly onProblem: (error: EngineError) => void;
}

/** What each translator has used of its budget in this calendar month (UTC), kept in a file from run to run. */
export class UsageLedger {
  readonly #options: LedgerOptions;
  readonly #closing = new AbortController();
  #month: string;
  #used: Map<string, number>;
  /** Present while there is something to write, until it is time for it. */
  #waiting: Promise<void> | undefined;
  #written: Promise<void> = Promise.resolve();

  private constructor(options: LedgerOptions, month: string, used: Map<string, number>) {
    this.#options = options;
    this.#month = month;
    this.#used = used;
  }

  /** Reads the file. Throws an `EngineError` where it is there and damaged: a budget must not be forgotten silently. */
  static async open(options: LedgerOptions): Promise<UsageLedger> {
    const text = await readFile(options.file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw unreadable(options.file, error);
    });
    const month = monthOf(options.today());
    if (text === undefined) return new UsageLedger(options, month, new Map());
    const kept = parse(text, options.file);
    const used = kept.month === month ? Object.entries(kept.used) : [];
    return new UsageLedger(options, month, new Map(used));
  }

  usedThisMonth(translator: string): number {
    this.#turnPage();
    return this.#used.get(translator) ?? 0;
  }

  add(translator: string, amount: number): void {
    this.#turnPage();
    this.#used.set(translator, (this.#used.get(translator) ?? 0) + amount);
    this.#waiting ??= this.#saveSoon();
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#waiting;
    await this.#written;
  }

  #turnPage(): void {
    const month = monthOf(this.#options.today());
    if (month === this.#month) return;
    this.#month = month;
    this.#used = new Map();
  }

  async #saveSoon(): Promise<void> {
    const { clock } = this.#options;
    await clock.sleep(SAVE_AFTER_MS, this.#closing.signal);
    this.#waiting = undefined;
    // One after the other: they write to the same draft.
    this.#written = this.#written.then(() => this.#save());
  }

  async #save(): Promise<void> {
    const { file, onProblem } = this.#options;
    try {
      await writeWhole(file, JSON.stringify({ month: this.#month, used: Object.fromEntries(this.#used) }));
    } catch (error) {
      onProblem(
        new EngineError(
          'output-unwritable',
          `The used budget cannot be written to ${file}: ${foreignMessage(error)}.`,
          {
            hint: 'Until this is mended, the budget counts from the start of each run.',
            stage: 'translation',
            cause: error,
          },
        ),
      );
    }
  }
}

function parse(text: string, file: string): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, cause: unknown): EngineError {
  return new EngineError('translator-budget', `The record of the used budget, ${file}, cannot be read.`, {
    hint: 'Delete it: the budget of this month then begins anew.',
    stage: 'translation',
    cause,
  });
}

function monthOf(date: Date): string {
  return date.toISOString().slice(0, 7);
}
