import path from 'node:path';
import { EngineError } from '../engine/errors.ts';
import { installedModels, removeModel } from '../engine/models/installed-models.ts';
import type { ModelKind } from '../engine/models/model-entry.ts';
import { verifyModel } from '../engine/models/verify-model.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';

type ModelsContext = CommandContext & { readonly files: RuntimeFiles };

const KINDS: readonly ModelKind[] = ['speech', 'translation'];

/** `overlingo models remove`: deletes models of the user. */
export async function runModelsRemove(
  ids: readonly string[],
  { terminal: { stdout }, files }: Omit<ModelsContext, 'signal'>,
): Promise<void> {
  for (const id of ids) {
    const kind = await kindOf(id, files);
    await removeModel(kind, folderOf(kind, files), id);
    printLine(stdout, `${id} is removed`);
  }
}

/**
 * `overlingo models verify`: reads models again, all where none is named.
 * @throws EngineError `model-missing` where a named one is not there, `model-damaged` where one is not what was downloaded.
 */
export async function runModelsVerify(
  ids: readonly string[],
  { terminal: { stdout }, signal, files }: ModelsContext,
): Promise<void> {
  const installed = (await Promise.all(KINDS.map((kind) => installedIn(kind, files)))).flat();
  const missing = ids.find((id) => !installed.some((model) => model.id === id));
  if (missing !== undefined) {
    throw new EngineError('model-missing', `The model ${missing} is not installed.`, {
      hint: 'See overlingo models list --installed.',
    });
  }
  const damaged: string[] = [];
  for (const { id, folder } of installed.filter((model) => ids.length === 0 || ids.includes(model.id))) {
    const verdict = await verifyModel(path.join(folder, id), signal);
    if (verdict.type === 'damaged') damaged.push(id);
    printLine(stdout, `${id}: ${wordsOf(verdict)}`);
  }
  if (installed.length === 0) printLine(stdout, 'No models are installed.');
  if (damaged.length === 0) return;
  const names = damaged.join(' ');
  throw new EngineError('model-damaged', `Not what was downloaded: ${damaged.join(', ')}.`, {
    hint: `Run overlingo models remove ${names}, then overlingo models get ${names}.`,
  });
}

/** `overlingo models dir`: where models are. With a kind nothing else is printed, for scripts. */
export function runModelsDir(
  kind: ModelKind | undefined,
  { terminal: { stdout }, files }: Omit<ModelsContext, 'signal'>,
): void {
  if (kind !== undefined) printLine(stdout, folderOf(kind, files));
  else for (const each of KINDS) printLine(stdout, `${each.padEnd(12)} ${folderOf(each, files)}`);
}

function wordsOf(verdict: Awaited<ReturnType<typeof verifyModel>>): string {
  switch (verdict.type) {
    case 'whole':
      return 'whole';
    case 'unknown':
      return 'not downloaded by this version of Overlingo, so there is nothing to compare it with';
    case 'damaged':
      return `damaged: ${verdict.files.join(', ')}`;
  }
}

async function installedIn(
  kind: ModelKind,
  files: RuntimeFiles,
): Promise<readonly { readonly id: string; readonly folder: string }[]> {
  const folder = folderOf(kind, files);
  return (await installedModels(kind, folder)).map(({ id }) => ({ id, folder }));
}

/** What nobody has is a translation model where it looks like a pair. */
async function kindOf(id: string, files: RuntimeFiles): Promise<ModelKind> {
  const speech = await installedModels('speech', files.speechModels);
  if (speech.some((model) => model.id === id)) return 'speech';
  return /^[a-z]{2,3}(?:-Hant)?-[a-z]{2,3}(?:-Hant)?$/u.test(id) ? 'translation' : 'speech';
}

function folderOf(kind: ModelKind, { speechModels, translationModels }: RuntimeFiles): string {
  return kind === 'speech' ? speechModels : translationModels;
}
