import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import type { z } from 'zod';
import { checkFile, NEW_FILE, writeSchemaBeside } from '../config/change-config.ts';
import { readConfigFile } from '../config/config-file.ts';
import type { Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';
import { writeWhole } from '../engine/write-whole.ts';

interface EditOptions {
  readonly schema: z.ZodType;
  readonly file: string;
  readonly environment: Environment;
}

/**
 * Opens the editor of the user on a draft of the file, and puts the draft in the place of the file once it is right. A
 * draft that is wrong is kept, and is what the next edit begins with. Gives back what became of it, as a sentence.
 * @throws EngineError `config-invalid` with the place in the draft, `usage` where there is no editor.
 */
export async function editConfig({ schema, file, environment }: EditOptions): Promise<string> {
  const draft = `${file}.draft`;
  const before = await textOf(file);
  const begun = await textOf(draft);
  if (begun === undefined) await writeWhole(draft, before ?? NEW_FILE);
  if (before === undefined) await writeSchemaBeside(schema, file);
  await openEditor(environment, draft);
  const after = await readFile(draft, 'utf8');
  if (begun === undefined && after === (before ?? NEW_FILE)) {
    await rm(draft, { force: true });
    return 'Nothing has changed.';
  }
  try {
    checkFile(schema, (await readConfigFile(draft)).document);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new EngineError(error.code, error.message, {
      hint: `${file} is as it was; run overlingo config edit again to go on with the draft, or delete it.`,
    });
  }
  await writeWhole(file, after);
  await rm(draft, { force: true });
  return `${file} is written.`;
}

async function openEditor({ VISUAL, EDITOR }: Environment, draft: string): Promise<void> {
  const isWindows = process.platform === 'win32';
  const editor =
    [VISUAL, EDITOR].find((name) => name !== undefined && name.trim() !== '') ?? (isWindows ? 'notepad' : 'vi');
  // The variables may hold options, such as `code --wait`, so a shell takes them apart.
  const child = isWindows
    ? spawn(`${editor} "${draft}"`, { shell: true, stdio: 'inherit' })
    : spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', draft], { stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  throw new EngineError('usage', `The editor "${editor}" ended with an error, so nothing was changed.`, {
    hint: `Name another one in EDITOR. The draft is ${draft}.`,
  });
}

/** Undefined only where there is no file: one that cannot be read must not be taken for a new one. */
async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new EngineError('config-invalid', `${file} cannot be read (${code}).`, {
      hint: 'Check what it is and who may read it, or name another file with --config.',
      cause: error,
    });
  });
}
