import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { hasCode } from '../../../system-code.ts';

const require = createRequire(import.meta.url);

/** Folder of the package naudiodon; undefined where it is not installed. */
export function naudiodonFolder(): string | undefined {
  return resolved('naudiodon/package.json', (file) => path.dirname(file));
}

/** The compiled addon of naudiodon; undefined where it was not built. */
export function naudiodonAddon(): string | undefined {
  const folder = naudiodonFolder();
  if (folder === undefined) return undefined;
  const file = path.join(folder, 'build/Release/naudiodon.node');
  return existsSync(file) ? file : undefined;
}

/** Main file of decibri; undefined where it is not installed. */
export function decibriFile(): string | undefined {
  return resolved('decibri', (file) => file);
}

/** Loads a CommonJS or native module. @param file as one of the functions above gives it. */
export function loadModule(file: string): unknown {
  return require(file);
}

function resolved(specifier: string, use: (file: string) => string): string | undefined {
  try {
    return use(require.resolve(specifier));
  } catch (error) {
    if (hasCode(error, 'MODULE_NOT_FOUND')) return undefined;
    throw error;
  }
}
