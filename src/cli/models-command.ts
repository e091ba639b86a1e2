import { EngineError } from '../engine/errors.ts';
import { installedPairs, removePair, type InstalledPair } from '../engine/models/installed-translation-models.ts';
import { installTranslationModel } from '../engine/models/install-translation-model.ts';
import { DEFAULT_MIRROR, parseMirror } from '../engine/models/mirror.ts';
import { hasChecksums, openCatalogue, refreshCatalogue } from '../engine/models/open-catalogue.ts';
import { bytesOf, type CataloguePair } from '../engine/models/translation-catalogue.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import type { ModelsGetOptions, ModelsListOptions } from './own-options.ts';
import { showProgress } from './models-progress.ts';
import { printJson, printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';
import { wantedPairs } from './wanted-pairs.ts';

type ModelsContext = CommandContext & { readonly files: RuntimeFiles };

/** `overlingo models list`: what is installed, and what can be downloaded. */
export async function runModelsList(
  settings: ModelsListOptions,
  { terminal: { stdout }, signal, files }: ModelsContext,
): Promise<void> {
  const asked = settings.refresh ? '--refresh' : '--mirror';
  if (settings.installed && (settings.refresh || settings.mirror !== undefined)) {
    throw new EngineError('usage', `${asked} has no effect: what is installed is in no list of a mirror.`, {
      hint: `Leave out ${asked} or --installed.`,
    });
  }
  const mirror = parseMirror(settings.mirror ?? DEFAULT_MIRROR);
  const folders = { assets: files.assets, folder: files.translationModels };
  const available = settings.refresh
    ? await refreshCatalogue(mirror, folders, signal)
    : await openCatalogue(mirror, folders);
  const installed = await installedPairs(files.translationModels);
  const rows = rowsOf(installed, settings.installed ? [] : available);
  if (settings.json) for (const row of rows) printJson(stdout, row);
  else if (rows.length === 0) printLine(stdout, settings.installed ? 'No models are installed.' : 'No list.');
  else for (const row of rows) printLine(stdout, describeRow(row));
}

/** `overlingo models get`: downloads pairs, one after the other. */
export async function runModelsGet(
  words: readonly string[],
  settings: ModelsGetOptions,
  { terminal: { stdout }, signal, files }: ModelsContext,
): Promise<void> {
  const mirror = parseMirror(settings.mirror ?? DEFAULT_MIRROR);
  const folder = files.translationModels;
  const folders = { assets: files.assets, folder };
  let available = settings.refresh ? [] : await openCatalogue(mirror, folders);
  if (available.length === 0 || !choose(words, available).every(hasChecksums)) {
    printLine(stdout, `Reading the list of ${mirror.address}`);
    available = await refreshCatalogue(mirror, folders, signal);
  }
  for (const wanted of choose(words, available)) {
    const progress = showProgress(stdout, wanted);
    await installTranslationModel(wanted, { mirror, folder, signal, onProgress: progress.show }).finally(progress.end);
    printLine(stdout, `${wanted.pair} is installed in ${folder}`);
  }
}

/** `overlingo models remove`: deletes pairs of the user. */
export async function runModelsRemove(
  pairs: readonly string[],
  { terminal: { stdout }, files }: Omit<ModelsContext, 'signal'>,
): Promise<void> {
  for (const pair of pairs) {
    await removePair(files.translationModels, pair);
    printLine(stdout, `${pair} is removed`);
  }
}

function choose(words: readonly string[], available: readonly CataloguePair[]): readonly CataloguePair[] {
  const names = wantedPairs(
    words,
    available.map(({ pair }) => pair),
  );
  return available.filter(({ pair }) => names.includes(pair));
}

interface ModelRow {
  readonly pair: string;
  readonly installed: boolean;
  /** On disk, or to be downloaded. */
  readonly bytes: number;
  /** COMET-22 on FLORES, 0 to 1. */
  readonly comet?: number;
}

function rowsOf(installed: readonly InstalledPair[], available: readonly CataloguePair[]): readonly ModelRow[] {
  const here = new Map(installed.map(({ pair, bytes }) => [pair, { pair, installed: true, bytes }]));
  const others = available
    .filter(({ pair }) => !here.has(pair))
    .map((pair) => ({
      pair: pair.pair,
      installed: false,
      bytes: bytesOf(pair),
      ...(pair.comet === undefined ? {} : { comet: pair.comet }),
    }));
  return [...here.values(), ...others];
}

function describeRow({ pair, installed, bytes, comet }: ModelRow): string {
  const size = bytes === 0 ? '' : `${(bytes / 1e6).toFixed(1)} MB`;
  const quality = comet === undefined ? '' : `COMET ${comet.toFixed(3)}`;
  return `${installed ? '*' : ' '} ${pair.padEnd(12)} ${size.padStart(8)}  ${quality}`.trimEnd();
}
