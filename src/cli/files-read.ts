import { constants, fstatSync, type BigIntStats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../engine/errors.ts';

/** A file that a run reads, or a folder of such files. */
export interface FileRead {
  readonly path: string;
  /** What it is, as a part of a sentence. */
  readonly what: string;
}

/**
 * Refuses an output that is a file which the run reads, by whatever name or link.
 * @param output a file, or the number of an open one.
 * @throws EngineError `output-is-input`.
 */
export async function refuseFilesRead(output: string | number, reads: readonly FileRead[]): Promise<void> {
  const own = typeof output === 'string' ? await identityOf(output) : identityOfOpen(output);
  if (own === undefined) return;
  for (const { path: read, what } of reads) {
    for (const file of await filesAt(read)) {
      if ((await identityOf(file)) !== own) continue;
      const name = typeof output === 'string' ? output : 'the standard output';
      throw new EngineError('output-is-input', `The transcript cannot be written to ${name}: it is ${what}.`, {
        hint: 'Choose another file with --output.',
      });
    }
  }
}

/** True where both are open to the same thing, such as a file behind `/dev/stdout`. */
export async function isOpenAs(file: string, descriptor: number | undefined): Promise<boolean> {
  if (descriptor === undefined) return false;
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  const open = statOfOpen(descriptor);
  if (found === undefined || open === undefined) return false;
  return found.ino === open.ino && found.dev === open.dev;
}

/** Device and inode: the same for links and other spellings. Undefined for what many may write to, as a terminal. */
async function identityOf(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  if (found === undefined || isDevice(found)) return undefined;
  // Some network drives number no files.
  return found.ino === 0n ? realpath(file) : `${found.dev}:${found.ino}`;
}

function identityOfOpen(descriptor: number): string | undefined {
  const found = statOfOpen(descriptor);
  return found === undefined || isDevice(found) ? undefined : `${found.dev}:${found.ino}`;
}

function statOfOpen(descriptor: number): BigIntStats | undefined {
  try {
    return fstatSync(descriptor, { bigint: true });
  } catch {
    // Closed.
    return undefined;
  }
}

function isDevice({ mode }: BigIntStats): boolean {
  return (mode & BigInt(constants.S_IFMT)) === BigInt(constants.S_IFCHR);
}

async function filesAt(place: string): Promise<readonly string[]> {
  const names = await readdir(place).catch(() => []);
  return [place, ...names.map((name) => path.join(place, name))];
}
