import { accessSync, constants, existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Written last, so that it tells a whole build from one that was interrupted. */
const STAMP = '.built';

/** What is built from, in the folder of the repository. */
const SOURCES = ['src', 'scripts/build.ts', 'package.json', 'package-lock.json'];

/** What is to be done before the program runs. */
export type BuildNeed =
  /** The build is of what is there now. */
  | 'none'
  | 'build'
  /** It is older than its sources, but whole, and this user may not write it. */
  | 'use-old'
  /** This user may not write it, and it is not there or not whole. */
  | 'impossible';

/** @param root folder of the repository. @param canWrite whether this user may write a folder or file that is there. */
export function buildNeed(root: string, canWrite: (file: string) => boolean = mayWrite): BuildNeed {
  const dist = path.join(root, 'dist');
  const builtMs = statSync(path.join(dist, STAMP), { throwIfNoEntry: false })?.mtimeMs;
  if (builtMs !== undefined && newestMs(root) <= builtMs) return 'none';
  const parts = existsSync(dist) ? [dist, ...readdirSync(dist).map((name) => path.join(dist, name))] : [root];
  if (parts.every(canWrite)) return 'build';
  return builtMs === undefined ? 'impossible' : 'use-old';
}

/** Before anything is written: what is in the folder is not whole from now on. */
export function beginBuild(dist: string): void {
  rmSync(path.join(dist, STAMP), { force: true });
}

/** @param start when the sources began to be read: what changed since then is not in the build. */
export function endBuild(dist: string, start: Date): void {
  const stamp = path.join(dist, STAMP);
  writeFileSync(stamp, '');
  utimesSync(stamp, start, start);
}

/** Folders count too: their time changes where a file was added or taken away. */
function newestMs(root: string): number {
  const files = SOURCES.flatMap((name) => {
    const file = path.join(root, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) return [];
    const inside = found.isDirectory() ? readdirSync(file, { recursive: true, encoding: 'utf8' }) : [];
    return [file, ...inside.map((below) => path.join(file, below))];
  });
  return Math.max(0, ...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

function mayWrite(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
