import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { EngineError, foreignMessage } from '../../errors.ts';
import { withFileLockSync } from '../../file-lock.ts';
import { hasCode } from '../../system-code.ts';
import { parseTotals, type MonthTotals } from './month-totals.ts';

/** Captions stand meanwhile. Another instance needs a few milliseconds. */
const PATIENCE_MS = 100;

/** The file with the record of used budgets, which all instances of this user share. */
export class UsageFile {
  readonly path: string;
  /** As they were read or written last. */
  #totals: MonthTotals | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** As they were read or written last; undefined where there is nothing yet. */
  get totals(): MonthTotals | undefined {
    return this.#totals;
  }

  /**
   * Reads the totals, changes them, and writes them if they are others then, all before another instance can. A file that
   * somebody has deleted meanwhile is written again.
   * @throws EngineError `translator-budget` where the file cannot be read, is damaged, or cannot be written; it has not
   *   changed then.
   */
  change(change: (totals: MonthTotals | undefined) => MonthTotals, patienceMs = PATIENCE_MS): void {
    try {
      withFileLockSync(this.path, () => this.#changeLocked(change), patienceMs);
    } catch (error) {
      if (error instanceof EngineError && error.code === 'translator-budget') throw error;
      throw unwritable(this.path, error);
    }
  }

  #changeLocked(change: (totals: MonthTotals | undefined) => MonthTotals): void {
    const found = this.#read();
    this.#totals = found ?? this.#totals;
    const changed = change(this.#totals);
    if (changed === found) return;
    writeWholeSync(this.path, JSON.stringify(changed));
    this.#totals = changed;
  }

  #read(): MonthTotals | undefined {
    try {
      return parseTotals(readFileSync(this.path, 'utf8'));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw unreadable(this.path, error);
    }
  }
}

/** Gets its name when it is complete and on the disk. Only within the lock, so that there is one draft at a time. */
function writeWholeSync(file: string, text: string): void {
  const target = targetOf(file);
  const draft = `${target}.new`;
  try {
    const handle = openSync(draft, 'w');
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** The file behind a link. @throws where it may not be written to, which would not keep it from being replaced. */
function targetOf(file: string): string {
  try {
    const target = realpathSync(file);
    accessSync(target, constants.W_OK);
    return target;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return file;
    throw error;
  }
}

function unreadable(file: string, cause: unknown): EngineError {
  return new EngineError('translator-budget', `The record of the used budget, ${file}, cannot be read.`, {
    hint: 'Look up with your vendor how much is used, lower --budget by that, and delete the file: the month then begins anew.',
    stage: 'translation',
    cause,
  });
}

function unwritable(file: string, cause: unknown): EngineError {
  const reason = cause instanceof EngineError ? cause.message : foreignMessage(cause);
  return new EngineError(
    'translator-budget',
    `The used budget cannot be written to ${file}: ${reason.replace(/\.$/u, '')}.`,
    {
      hint: 'Until this is fixed, translators with a budget are not asked.',
      stage: 'translation',
      cause,
    },
  );
}
