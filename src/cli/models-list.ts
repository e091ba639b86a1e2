import { EngineError } from '../engine/errors.ts';
import { installedModels } from '../engine/models/installed-models.ts';
import { DEFAULT_MIRROR, parseMirror } from '../engine/models/mirror.ts';
import { downloadBytes, type ModelKind } from '../engine/models/model-entry.ts';
import { openCatalogue, refreshCatalogue } from '../engine/models/open-catalogue.ts';
import { bytesOf } from '../engine/models/translation-catalogue.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { columns } from './columns.ts';
import { megabytes } from './model-sizes.ts';
import type { ModelsListOptions } from './own-options.ts';
import { printJson, printLine } from './print.ts';
import { installedSpeechModel } from '../engine/models/installed-speech-model.ts';
import { modelMemory } from '../engine/run/model-memory.ts';
import { usableSpeechModels } from '../engine/run/usable-speech-models.ts';
import { lookAtModel } from '../engine/transcription/wanted-model.ts';
import type { CommandContext } from './terminal.ts';

interface SpeechRow {
  readonly kind: 'speech';
  readonly id: string;
  readonly installed: boolean;
  /** On disk, or to be downloaded. */
  readonly bytes: number;
  /** In memory, as it was measured on this computer; absent where it was not. */
  readonly measuredMemoryBytes?: number;
  /** What the list knows of it; absent for those that were put there by hand. */
  readonly about?: {
    readonly title: string;
    readonly engine: string;
    readonly languages: 'any' | readonly string[];
    readonly streaming: boolean;
    readonly licence: string;
    readonly commercial?: boolean | undefined;
    readonly hardware: 'any' | 'strong' | 'gpu';
    readonly memoryBytes?: number | undefined;
    /** Whether every file has a checksum in the list. */
    readonly checksums: boolean;
    /** Addresses of its files. */
    readonly from: readonly string[];
  };
}

interface TranslationRow {
  readonly kind: 'translation';
  readonly pair: string;
  readonly installed: boolean;
  readonly bytes: number;
  /** COMET-22 on FLORES, 0 to 1. */
  readonly comet?: number;
}

/** `overlingo models list`: what is installed, and what can be downloaded. */
export async function runModelsList(
  kind: ModelKind | undefined,
  settings: ModelsListOptions,
  { terminal: { stdout }, signal, files }: CommandContext & { readonly files: RuntimeFiles },
): Promise<void> {
  refuseIdle(kind, settings);
  const speech = kind === 'translation' ? [] : await speechRows(settings, files);
  const translation = kind === 'speech' ? [] : await translationRows(settings, files, signal);
  if (settings.json) {
    for (const { about, ...row } of speech) printJson(stdout, { ...row, ...about });
    for (const row of translation) printJson(stdout, row);
    return;
  }
  if (speech.length + translation.length === 0) printLine(stdout, 'No models are installed.');
  const groups: [string, readonly string[]][] = [
    ['Speech models, for --model:', speechLines(speech)],
    ['Translation models, for the translator local:', translation.map(translationLine)],
  ];
  const shown = groups.filter(([, lines]) => lines.length > 0);
  for (const [index, [title, lines]] of shown.entries()) {
    if (index > 0) printLine(stdout, '');
    for (const line of [title, ...lines]) printLine(stdout, line);
  }
}

/** The lists of mirrors are of translation models that are not installed. */
function refuseIdle(kind: ModelKind | undefined, { installed, refresh, mirror }: ModelsListOptions): void {
  if (!refresh && mirror === undefined) return;
  const asked = refresh ? '--refresh' : '--mirror';
  if (installed) {
    throw new EngineError('usage', `${asked} has no effect: installed models do not come from the list of a mirror.`, {
      hint: `Leave out ${asked} or --installed.`,
    });
  }
  if (kind === 'speech') {
    throw new EngineError('usage', `${asked} has no effect: the list of speech models comes with the program.`, {
      hint: `Leave out ${asked}.`,
    });
  }
}

async function speechRows({ installed: only }: ModelsListOptions, files: RuntimeFiles): Promise<readonly SpeechRow[]> {
  const here = new Map((await installedModels('speech', files.speechModels)).map(({ id, bytes }) => [id, bytes]));
  const rows = (await usableSpeechModels(files)).map((model): SpeechRow => {
    const { id, title, engine, languages, streaming, licence, hardware, memoryBytes } = model;
    const checksums = model.files.every(({ sha256 }) => sha256 !== undefined);
    const { name, commercial } = licence;
    const from = model.files.map(({ url }) => url);
    return {
      kind: 'speech',
      id,
      installed: here.has(id),
      bytes: here.get(id) ?? downloadBytes(model),
      about: { title, engine, languages, streaming, licence: name, commercial, hardware, memoryBytes, checksums, from },
    };
  });
  const known = new Set(rows.map(({ id }) => id));
  const own = [...here].filter(([id]) => !known.has(id)).map(([id, bytes]) => ({ id, bytes }));
  const all = [...rows, ...own.map(({ id, bytes }): SpeechRow => ({ kind: 'speech', id, installed: true, bytes }))];
  const shown = all.filter(({ installed }) => installed || !only);
  const measured = await Promise.all(shown.map(async (row) => ({ ...row, ...(await measuredMemory(row, files)) })));
  return measured.toSorted(
    (one, other) => Number(other.installed) - Number(one.installed) || (one.id < other.id ? -1 : 1),
  );
}

/** Of what is installed, where it was measured. */
async function measuredMemory(
  { id, installed }: SpeechRow,
  files: RuntimeFiles,
): Promise<Pick<SpeechRow, 'measuredMemoryBytes'>> {
  const place = installed ? await installedSpeechModel(files.speechModels, id) : undefined;
  if (place === undefined) return {};
  // What is wrong with a model is told where it is used or verified.
  const memory = await lookAtModel(place, files.assets).then(
    (wanted) => modelMemory(wanted, files),
    () => undefined,
  );
  return memory?.measured === true ? { measuredMemoryBytes: memory.bytes } : {};
}

async function translationRows(
  settings: ModelsListOptions,
  files: RuntimeFiles,
  signal: AbortSignal,
): Promise<readonly TranslationRow[]> {
  const mirror = parseMirror(settings.mirror ?? DEFAULT_MIRROR);
  const folders = { assets: files.assets, folder: files.translationModels };
  const available = settings.refresh
    ? await refreshCatalogue(mirror, folders, signal)
    : await openCatalogue(mirror, folders);
  const installed = await installedModels('translation', files.translationModels);
  const here = installed.map(({ id, bytes }): TranslationRow => ({
    kind: 'translation',
    pair: id,
    installed: true,
    bytes,
  }));
  if (settings.installed) return here;
  const names = new Set(here.map(({ pair }) => pair));
  const others = available
    .filter(({ pair }) => !names.has(pair))
    .map((pair): TranslationRow => ({
      kind: 'translation',
      pair: pair.pair,
      installed: false,
      bytes: bytesOf(pair),
      ...(pair.comet === undefined ? {} : { comet: pair.comet }),
    }));
  return [...here, ...others];
}

const HARDWARE: Readonly<Record<'any' | 'strong' | 'gpu', string>> = {
  any: 'any PC',
  strong: '8 cores, or a GPU',
  gpu: 'a GPU',
};

/** More than so many languages are counted and not named. */
const MOST_NAMED = 8;

function speechLines(rows: readonly SpeechRow[]): readonly string[] {
  const cells = rows.map(({ id, installed, bytes, measuredMemoryBytes, about }): readonly string[] => [
    `${installed ? '*' : ' '} ${id}`,
    `${megabytes(bytes)} MB`.padStart(9),
    ...(about
      ? [
          languagesOf(about.languages),
          HARDWARE[about.hardware],
          about.engine,
          licenceOf(about.licence, about.commercial),
        ]
      : ['put there by hand', '', '', '']),
    measuredMemoryBytes === undefined ? '' : `${megabytes(measuredMemoryBytes)} MB of memory`,
  ]);
  return columns(cells);
}

function languagesOf(languages: 'any' | readonly string[]): string {
  if (languages === 'any') return 'nearly all languages';
  return languages.length > MOST_NAMED ? `${languages.length} languages` : languages.join(' ');
}

function licenceOf(name: string, commercial: boolean | undefined): string {
  if (commercial === undefined) return `licence ${name}`;
  return commercial ? name : `${name} (no commercial use)`;
}

function translationLine({ pair, installed, bytes, comet }: TranslationRow): string {
  const size = bytes === 0 ? '' : `${megabytes(bytes)} MB`;
  const quality = comet === undefined ? '' : `COMET ${comet.toFixed(3)}`;
  return `${installed ? '*' : ' '} ${pair.padEnd(12)} ${size.padStart(8)}  ${quality}`.trimEnd();
}
