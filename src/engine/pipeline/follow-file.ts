import { stat } from 'node:fs/promises';
import type { Clock } from './clock.ts';

/**
 * How often the file is looked at, in milliseconds. Notifications of the system get lost where editors put a new file in
 * the place of the old one, where it is a link, and on network drives.
 */
const LOOK_EVERY_MS = 1000;

interface FollowOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What `fileState` gave before the file was read; its state now when absent. */
  readonly since?: string;
  /** Called after each change, once the file stays as it is for a second: editors write it in pieces. */
  readonly onChange: () => Promise<void>;
}

/**
 * Tells of changes of a file, whether it is there or not. Resolves once the signal has aborted.
 */
export async function followFile(file: string, { clock, signal, since, onChange }: FollowOptions): Promise<void> {
  let told = since ?? (await fileState(file));
  let seen = told;
  for (;;) {
    await clock.sleep(LOOK_EVERY_MS, signal);
    if (signal.aborted) return;
    const state = await fileState(file);
    if (state === seen && state !== told) {
      told = state;
      await onChange();
    }
    seen = state;
  }
}

/** Differs after every change of the file, also where another one took its place. */
export async function fileState(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
