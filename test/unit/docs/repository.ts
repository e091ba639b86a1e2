import { readdirSync } from 'node:fs';
import path from 'node:path';

/** What git ignores, and git itself. */
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'coverage', '__pycache__']);

/** What lies in a checkout, by paths with `/` from its root. Upper and lower case matter on every system. */
export interface Repository {
  readonly root: string;
  readonly files: readonly string[];
  /** Whether there is such a file or folder. `*` stands for part of a name. */
  readonly has: (wanted: string) => boolean;
  /** The same, where the folders that it lies in may be left out: `host/main.ts`. */
  readonly hasSomewhere: (wanted: string) => boolean;
}

/** Reads the names of all files of the checkout that this file lies in. */
export function readRepository(): Repository {
  const root = path.join(import.meta.dirname, '../../..');
  return createRepository(root, listFiles(root, ''));
}

export function createRepository(root: string, files: readonly string[]): Repository {
  const paths = [...new Set(files.flatMap(withFolders))];
  const known = new Set(paths);
  return {
    root,
    files,
    has: (wanted) => (wanted.includes('*') ? paths.some((each) => pattern(wanted, '^').test(each)) : known.has(wanted)),
    hasSomewhere: (wanted) => paths.some((each) => pattern(wanted, '(^|/)').test(each)),
  };
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !LEFT_OUT.has(name))
    .flatMap((entry) => {
      const each = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? listFiles(root, each) : [each];
    });
}

/** `a/b/c.ts` is in `a/b` and in `a`. */
function withFolders(file: string): string[] {
  const parts = file.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function pattern(wanted: string, start: string): RegExp {
  const escaped = wanted.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '[^/]*');
  return new RegExp(`${start}${escaped}$`, 'u');
}
