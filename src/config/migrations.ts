import { EngineError } from '../engine/errors.ts';
import type { ConfigDocument } from './config-document.ts';
import { placeOf } from './given-value.ts';

/** Turns a file of one version into one of the next. */
export type Migration = (document: ConfigDocument) => void;

/** In order: the first one turns version 0 into version 1. Each stays for ever, since files do. */
export const MIGRATIONS: readonly Migration[] = [
  // Files that were written by hand, without a version, have the settings of version 1.
  (): void => undefined,
];

/** The version of files that this program writes. */
export const CONFIG_VERSION = MIGRATIONS.length;

/**
 * Brings a file to the present version, in memory only. Gives back which version it had.
 * @throws EngineError `config-invalid` where a newer program has written it.
 */
export function migrate(document: ConfigDocument, migrations: readonly Migration[] = MIGRATIONS): number {
  const { version = 0 } = document.values();
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    throw refused(document, 'version is not a whole number', `Write version: ${migrations.length}.`);
  }
  if (version > migrations.length) {
    const problem = `the file has version ${version}, and this Overlingo knows versions up to ${migrations.length}`;
    throw refused(document, problem, 'Update Overlingo, or name another file with --config.');
  }
  for (const step of migrations.slice(version)) step(document);
  if (version < migrations.length) document.setFirst('version', migrations.length);
  return version;
}

function refused(document: ConfigDocument, problem: string, hint: string): EngineError {
  return new EngineError('config-invalid', `${placeOf(document.placeOf(['version']))}: ${problem}.`, { hint });
}
