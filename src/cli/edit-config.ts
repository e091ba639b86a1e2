import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { checkFile, NEW_FILE, writeSchemaBeside } from '../config/change-config.ts';
import { changingConfig, readConfigFile, readConfigText, writeConfigText } from '../config/config-file.ts';
import type { Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';

interface EditOptions {
  readonly schema: z.ZodType;
  readonly file: string;
  readonly environment: Environment;
}

/**
 * Opens the editor of the user on a draft of the file, and puts the draft in the place of the file once it is right. A
 * draft that is wrong is kept, and is what the next edit begins with. Gives back what became of it, as a sentence.
 * @throws EngineError `config-invalid` with the place in the draft, or where the file cannot be read or has changed
 * meanwhile; `usage` where there is no editor, `output-unwritable`.
 */
export async function editConfig({ schema, file, environment }: EditOptions): Promise<string> {
  const draft = `${file}.draft`;
  const before = await readConfigText(file);
  const begun = await readConfigText(draft);
  if (begun !== undefined) await refuseOldDraft(file, draft);
  const first = begun ?? before ?? NEW_FILE;
  if (begun === undefined) await writeConfigText(draft, first, await modeOf(file));
  if (before === undefined) await writeSchemaBeside(schema, file);
  const closed = await openEditor(environment, draft);
  const after = await readConfigText(draft);
  const isSame = after === undefined || after === first;
  if (isSame && begun === undefined) await rm(draft, { force: true });
  if (!closed.well) throw editorFailed(closed.editor, isSame && begun === undefined ? undefined : draft);
  if (after === undefined || (isSame && begun === undefined)) return 'Nothing has changed.';
  try {
    checkFile(schema, (await readConfigFile(draft)).document);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new EngineError(error.code, error.message, {
      hint: `${file} is unchanged; run overlingo config edit again to go on with the draft, or delete the draft.`,
    });
  }
  await changingConfig(file, async () => {
    if ((await readConfigText(file)) !== before) throw changedMeanwhile(file, draft);
    await writeConfigText(file, after);
  });
  await rm(draft, { force: true });
  return `${file} is written.`;
}

/** What was written into the file after the draft would be lost with it. */
async function refuseOldDraft(file: string, draft: string): Promise<void> {
  const [written, drafted] = await Promise.all([file, draft].map((name) => stat(name).catch(() => undefined)));
  if (written && drafted && written.mtimeMs > drafted.mtimeMs) throw changedMeanwhile(file, draft);
}

function changedMeanwhile(file: string, draft: string): EngineError {
  return new EngineError(
    'config-invalid',
    `${file} was changed elsewhere since the draft was begun, so the draft has not replaced it.`,
    {
      hint: `Take what you want out of the draft ${draft}, delete it, and run overlingo config edit again.`,
    },
  );
}

async function modeOf(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found && found.mode & 0o777;
}

async function openEditor(
  { VISUAL, EDITOR }: Environment,
  draft: string,
): Promise<{ readonly editor: string; readonly well: boolean }> {
  const isWindows = process.platform === 'win32';
  const editor =
    [VISUAL, EDITOR].find((name) => name !== undefined && name.trim() !== '') ?? (isWindows ? 'notepad' : 'vi');
  // The variables may hold options, such as `code --wait`, so a shell takes them apart.
  const child = isWindows
    ? spawn(`${editor} "${draft}"`, { shell: true, stdio: 'inherit' })
    : spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', draft], { stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number | null];
  return { editor, well: code === 0 };
}

/** @param draft where there is anything in it that is not in the file. */
function editorFailed(editor: string, draft: string | undefined): EngineError {
  const kept = draft === undefined ? '' : ` The draft is ${draft}.`;
  return new EngineError('usage', `The editor "${editor}" ended with an error, so nothing was changed.`, {
    hint: `Name another one in EDITOR.${kept}`,
  });
}
