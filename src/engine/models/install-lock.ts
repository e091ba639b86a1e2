import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { isRunning } from '../running-process.ts';
import { hasCode } from '../system-code.ts';
import { cannotWrite, unwritable } from './download-errors.ts';

/** How often the owner of a lock shows that it is alive, in milliseconds. */
const BEAT_MS = 10_000;

/** A lock whose owner was silent for so long is nobody's, in milliseconds. A computer may have slept meanwhile. */
const ABANDONED_MS = 120_000;

const ownerSchema = z.object({ pid: z.int(), host: z.string(), token: z.string() });

type Owner = z.infer<typeof ownerSchema>;

/**
 * Does something to a model while no other process does. Unlike `withFileLock` for work of many minutes: the owner shows
 * that it is alive, and nobody waits for it.
 * @param file the lock, which is there meanwhile.
 * @param what what is worked on, as the beginning of a sentence.
 * @throws EngineError `download-failed` where another process is at it, `output-unwritable`.
 */
export async function withInstallLock<T>(file: string, what: string, work: () => Promise<T>): Promise<T> {
  const own: Owner = { pid: process.pid, host: os.hostname(), token: crypto.randomUUID() };
  await acquire(file, what, own);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if ((await ownerOf(file))?.token === own.token) await rm(file, { force: true });
  }
}

async function acquire(file: string, what: string, own: Owner): Promise<void> {
  await makeFolder(path.dirname(file)).catch(cannotWrite(file));
  if (await create(file, own)) return;
  const owner = await ownerOf(file);
  if (await isAbandoned(file, owner)) await takeAway(file, owner);
  if (await create(file, own)) return;
  const process = owner ? ` (process ${owner.pid})` : '';
  throw new EngineError('download-failed', `${what} is being downloaded by another Overlingo${process}.`, {
    hint: 'Wait until it is there. If you end the other one, what has arrived is kept.',
  });
}

/** The file appears with its content, so that nobody reads an empty one. */
async function create(file: string, own: Owner): Promise<boolean> {
  const draft = `${file}.${own.token}`;
  try {
    await writeFile(draft, JSON.stringify(own));
    await link(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    // Some drives know no links.
    return await createPlainly(file, own);
  } finally {
    await rm(draft, { force: true });
  }
}

async function createPlainly(file: string, own: Owner): Promise<boolean> {
  return writeFile(file, JSON.stringify(own), { flag: 'wx' }).then(
    () => true,
    (error: unknown) => {
      if (hasCode(error, 'EEXIST')) return false;
      throw unwritable(file, error);
    },
  );
}

async function isAbandoned(file: string, owner: Owner | undefined): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found || Date.now() - found.mtimeMs > ABANDONED_MS) return true;
  return owner?.host === os.hostname() && !isRunning(owner.pid);
}

/** Two may find the same lock abandoned: the second one must not take away the new lock of the first. */
async function takeAway(file: string, owner: Owner | undefined): Promise<void> {
  const aside = `${file}.${crypto.randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await ownerOf(aside))?.token !== owner?.token) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function ownerOf(file: string): Promise<Owner | undefined> {
  try {
    return ownerSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
