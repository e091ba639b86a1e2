import { stat } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import type { StatusNotice } from '../../protocol/status.ts';
import { notice } from '../pipeline/notice.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import { readMeasures, thisComputer } from '../transcription/measured/kept-measures.ts';
import { modelFilesOf, modelFingerprint } from '../transcription/measured/model-fingerprint.ts';
import type { WantedModel } from '../transcription/wanted-model.ts';
import { programVersion } from './program-version.ts';

/** What a model takes of the memory of this computer while it is loaded, in bytes. */
export interface ModelMemory {
  readonly bytes: number;
  /** True where `overlingo models bench` has found it out here; else it takes the size of its files, and more. */
  readonly measured: boolean;
}

/** What a model that is files takes of the memory; undefined for servers and what added recognisers load. */
export async function modelMemory(
  wanted: WantedModel,
  files: Pick<RuntimeFiles, 'cache' | 'assets'>,
): Promise<ModelMemory | undefined> {
  const model = await modelFingerprint(wanted);
  if (model === undefined) return undefined;
  const program = await programVersion(files);
  const measures = await readMeasures(files.cache, { model, program, computer: thisComputer() });
  if (measures.length > 0) return { bytes: Math.max(...measures.map(({ peakBytes }) => peakBytes)), measured: true };
  const sizes = await Promise.all(modelFilesOf(wanted).map(async (file) => (await stat(file)).size));
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), measured: false };
}

/** How much memory can be had without other programs being moved out of it, in bytes. */
export function freeMemory(): number {
  // macOS tells only what nobody has touched, and gives up its caches for whoever asks.
  return process.platform === 'darwin' ? Math.max(freemem(), totalmem() / 2) : freemem();
}

/** A model by its name, and what it takes in all of its host processes. */
interface LoadedModel {
  readonly name: string;
  readonly bytes: number;
}

/** What the streamer is told where several models do not fit into the memory that is free, in bytes. */
export function memoryNotice(models: readonly LoadedModel[], freeBytes: number): StatusNotice | undefined {
  const neededBytes = models.reduce((sum, { bytes }) => sum + bytes, 0);
  if (models.length < 2 || neededBytes <= freeBytes) return undefined;
  const parts = models.map(({ name, bytes }) => `${name} ${gigabytes(bytes)}`).join(', ');
  return notice('transcription', {
    level: 'warning',
    code: 'memory-short',
    message: `The speech models need ${gigabytes(neededBytes)} of memory (${parts}), but only ${gigabytes(freeBytes)} is free.`,
    hint: 'All of them stay loaded: choose smaller models or one for all languages, or close other programs.',
  });
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
