import { readFile, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../engine/errors.ts';
import { withFileLock } from '../engine/file-lock.ts';
import { writeWhole } from '../engine/write-whole.ts';
import { ConfigDocument } from './config-document.ts';
import { migrate } from './migrations.ts';

/** Nobody writes more by hand; a file that is larger is another one. */
const MOST_BYTES = 1_000_000;

/** Of file systems whose files are made up by Linux while they are read, some of which never end: proc, sysfs, debugfs, tracefs. */
const VIRTUAL_SYSTEMS: ReadonlySet<number> = new Set([0x9fa0, 0x62656572, 0x64626720, 0x74726163]);

/** A configuration file as it was read. */
export interface ConfigFile {
  readonly file: string;
  /** As it was found; empty where there was none. */
  readonly text: string;
  /** In the present version. */
  readonly document: ConfigDocument;
  /** Which version the file has; that of new files where there was none. */
  readonly version: number;
  readonly exists: boolean;
}

/**
 * Reads a configuration file; an empty one where there is none.
 * @throws EngineError `config-invalid` where it cannot be read, or is of no use.
 */
export async function readConfigFile(file: string): Promise<ConfigFile> {
  const text = await readConfigText(file);
  const document = new ConfigDocument(file, text ?? '');
  return { file, text: text ?? '', document, version: migrate(document), exists: text !== undefined };
}

/**
 * Writes the document of a file as a whole. A file of an older version is kept beside it, unless it is empty.
 * @throws EngineError `output-unwritable`.
 */
export async function writeConfigFile({ file, text, document, version, exists }: ConfigFile): Promise<void> {
  const written = writtenAs(text, document.toString());
  const isOlder = exists && text.trim() !== '' && new ConfigDocument(file, written).values()['version'] !== version;
  if (isOlder) await writeConfigText(`${file}.v${version}.bak`, text);
  await writeConfigText(file, written);
}

/** With the ends of lines, and the mark at the beginning, that programs of Windows have given the former text. */
function writtenAs(former: string, text: string): string {
  const isWindows = /^[^\n]*\r\n/u.test(former);
  const lines = isWindows ? text.replace(/\r?\n/gu, '\r\n') : text;
  return former.startsWith('\ufeff') ? `\ufeff${lines}` : lines;
}

/**
 * Writes the text of a file as a whole.
 * @param mode who may read and write it; as the former file when absent.
 * @throws EngineError `output-unwritable`.
 */
export async function writeConfigText(file: string, text: string, mode?: number): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found && !found.isFile()) {
    throw new EngineError('output-unwritable', `The configuration cannot be written to ${file}, which is no file.`, {
      hint: 'Name another one with --config.',
    });
  }
  try {
    await writeWhole(file, text, mode === undefined ? {} : { mode });
  } catch (error) {
    throw unwritable(file, error);
  }
}

/**
 * Runs `work`, which reads the file, changes it and writes it, while nobody else does.
 * @throws EngineError `output-unwritable`; else what `work` throws.
 */
export async function changingConfig<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await withFileLock(file, work);
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? unwritable(file, error) : error;
  }
}

function unwritable(file: string, error: unknown): EngineError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return new EngineError('output-unwritable', `The configuration cannot be written to ${file} (${reason}).`, {
    hint: 'Check the permissions of the folder and its space, or name another file with --config.',
    cause: error,
  });
}

/** The text of a file; undefined where there is none. @throws EngineError `config-invalid` where it cannot be read. */
export async function readConfigText(file: string): Promise<string | undefined> {
  try {
    const found = await stat(file);
    // Of a pipe, reading may take for ever. A device that ends at once, as /dev/null, is an empty file.
    if (found.isFIFO() || found.isSocket() || found.isBlockDevice())
      throw unusable(file, 'is a pipe, a disk or a socket');
    if (found.isCharacterDevice() && path.resolve(file) !== '/dev/null') throw unusable(file, 'is a device');
    if (found.isFile() && VIRTUAL_SYSTEMS.has((await statfs(file)).type))
      throw unusable(file, 'is not a file on a disk, but what the system tells about itself');
    const { size } = found;
    if (size > MOST_BYTES) {
      const megabytes = (size / 1_000_000).toFixed(1);
      throw unusable(file, `is ${megabytes} MB large, far too large for a configuration`);
    }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof EngineError) throw error;
    if (error instanceof TypeError) throw unusable(file, 'is not text in UTF-8');
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EISDIR') throw unusable(file, 'is a folder');
    throw unusable(file, `cannot be read (${String(code)})`, error);
  }
}

function unusable(file: string, problem: string, cause?: unknown): EngineError {
  return new EngineError('config-invalid', `The configuration file ${path.resolve(file)} ${problem}.`, {
    hint: 'Name another file with --config.',
    cause,
  });
}
