import { randomUUID } from 'node:crypto';
import { readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolderSync } from './make-folder.ts';
import { isRunning } from './running-process.ts';
import { EngineError } from './errors.ts';

/** Nobody holds a lock for longer than a few milliseconds, so an older one was left behind. In milliseconds. */
const STALE_MS = 10_000;

/** How long another process is waited for, in milliseconds. */
const PATIENCE_MS = 15_000;

const STEP_MS = 5;

interface Holder {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
}

/**
 * Runs `work` while no other process, and nobody else here, is within the lock of the same file. For work of a few
 * milliseconds that reads a file, changes it and writes it. What a killed process has left is taken away.
 * @throws EngineError `output-unwritable` where another process does not let go; else what `work` throws, or the error of
 *   the file system.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = lockOf(file);
  if (lock === undefined) return work();
  const holder = newHolder();
  const endMs = performance.now() + PATIENCE_MS;
  while (!take(lock, holder)) {
    if (performance.now() > endMs) throw inUse(file);
    await sleep(STEP_MS);
  }
  try {
    return await work();
  } finally {
    release(lock, holder);
  }
}

/** As `withFileLock`, without letting anything else run. @param patienceMs how long the event loop may stand, in milliseconds. */
export function withFileLockSync<T>(file: string, work: () => T, patienceMs: number): T {
  const lock = lockOf(file);
  if (lock === undefined) return work();
  const holder = newHolder();
  const endMs = performance.now() + patienceMs;
  while (!take(lock, holder)) {
    if (performance.now() > endMs) throw inUse(file);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
  try {
    return work();
  } finally {
    release(lock, holder);
  }
}

/** Beside the file that is meant, also where its name is a link. None for a device or a pipe, which nobody can share. */
function lockOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && !found.isFile()) return undefined;
  makeFolderSync(path.dirname(file));
  return `${found ? realpathSync(file) : file}.lock`;
}

function newHolder(): Holder {
  return { id: randomUUID(), pid: process.pid, host: hostname() };
}

function take(lock: string, holder: Holder): boolean {
  if (make(lock, holder)) return true;
  if (isLeft(lock)) takeAway(lock, holder);
  return false;
}

/** False where it is there. */
function make(lock: string, holder: Holder): boolean {
  try {
    writeFileSync(lock, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // Windows says so of a file that is being deleted.
    if (process.platform === 'win32' && (code === 'EPERM' || code === 'EBUSY')) return false;
    // One that could not be written to its end, such as on a full disk.
    if (code === 'ENOSPC' || code === 'EDQUOT') rmSync(lock, { force: true });
    throw error;
  }
}

/** Whether the process that made it is gone, or it is too old to be held by one that works. */
function isLeft(lock: string): boolean {
  const found = statSync(lock, { throwIfNoEntry: false });
  if (!found) return false;
  const holder = holderOf(lock);
  if (holder?.host === hostname() && !isRunning(holder.pid)) return true;
  // A clock that was set back makes it younger than nothing.
  return Math.abs(Date.now() - found.mtimeMs) > STALE_MS;
}

/** One process at a time, which looks once more: else the second one would take away the new lock of the first. */
function takeAway(lock: string, holder: Holder): void {
  const guard = `${lock}.left`;
  if (!make(guard, holder)) {
    if (isLeft(guard)) rmSync(guard, { force: true });
    return;
  }
  try {
    if (isLeft(lock)) rmSync(lock, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Where the process stood still for too long, the lock may be another one's by now. */
function release(lock: string, { id }: Holder): void {
  if (holderOf(lock)?.id === id) rmSync(lock, { force: true });
}

function holderOf(lock: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Holder;
  } catch {
    // Gone meanwhile, or not yet written.
    return undefined;
  }
}

function inUse(file: string): EngineError {
  return new EngineError('output-unwritable', `${file} is locked by another process that does not release it.`, {
    hint: `End the other Overlingo; if there is none, delete ${path.basename(file)}.lock beside it.`,
  });
}
