import { foreignMessage } from '../../errors.ts';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../../log.ts';
import { writeWhole } from '../../write-whole.ts';
import { AUDIO_CONTEXT_OFFSET, type WhisperLayout } from './ggml-layout.ts';

/** A piece of the new file: bytes of the old one, `end` exclusive, or one new 32-bit number. */
type CopyPart = { readonly start: number; readonly end: number } | { readonly int32: number };

/**
 * How a model file becomes one with a window of `frames`: the window in the header, the number of rows of the
 * positional embedding, and only the first rows of it; all else stays as it is.
 */
function trimPlan(layout: WhisperLayout, frames: number): readonly CopyPart[] {
  const { rowsOffset, dataOffset, dataBytes, rows } = layout.positionalEmbedding;
  return [
    { start: 0, end: AUDIO_CONTEXT_OFFSET },
    { int32: frames },
    { start: AUDIO_CONTEXT_OFFSET + 4, end: rowsOffset },
    { int32: frames },
    { start: rowsOffset + 4, end: dataOffset + (dataBytes / rows) * frames },
    { start: dataOffset + dataBytes, end: layout.size },
  ];
}

/** The size of the file that a plan makes, in bytes. */
function plannedBytes(plan: readonly CopyPart[]): number {
  return plan.reduce((sum, part) => sum + ('int32' in part ? 4 : part.end - part.start), 0);
}

/** The model file to load, and the window that it has. */
export interface UsableModel {
  readonly file: string;
  /** Frames of 20 ms. */
  readonly audioContext: number;
  readonly warnings: readonly string[];
}

/** What is to be trimmed, and to how many frames of 20 ms. */
interface TrimRequest {
  readonly model: string;
  readonly layout: WhisperLayout;
  readonly frames: number;
  readonly cacheFolder: string;
}

/**
 * A copy of the model with a shorter window, which encodes several times faster. Made once and found again; where it
 * cannot be written, the model itself serves, with a warning.
 */
export async function ensureTrimmedCopy(request: TrimRequest, log: Logger): Promise<UsableModel> {
  const { model, layout, frames, cacheFolder } = request;
  const original: UsableModel = { file: model, audioContext: layout.audioContext, warnings: [] };
  if (layout.audioContext <= frames) return original;
  const plan = trimPlan(layout, frames);
  const { modified, prefix } = await nameParts(model, frames);
  const copy = path.join(cacheFolder, `${prefix}${modified}-${layout.size}.bin`);
  const trimmed: UsableModel = { file: copy, audioContext: frames, warnings: [] };
  if ((await sizeOf(copy)) === plannedBytes(plan)) return trimmed;
  try {
    await writeWhole(copy, copyParts(model, plan));
    await removeOlder(cacheFolder, prefix, copy);
    log.info('Made a copy of the model with a shorter window.', { file: copy, frames });
    return trimmed;
  } catch (error) {
    // Two hosts may make the same copy at once, and Windows refuses the second rename.
    if ((await sizeOf(copy)) === plannedBytes(plan)) return trimmed;
    const why = foreignMessage(error);
    const warning = `No faster copy of the model could be written to ${cacheFolder} (${why}), so each decode takes longer.`;
    return { ...original, warnings: [warning] };
  }
}

async function nameParts(model: string, frames: number): Promise<{ modified: string; prefix: string }> {
  const { mtimeMs } = await stat(model);
  const place = createHash('sha256').update(path.resolve(model)).digest('hex').slice(0, 12);
  const { name } = path.parse(model);
  return { modified: Math.round(mtimeMs).toString(36), prefix: `${name}-window${frames}-${place}-` };
}

async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size;
}

async function* copyParts(source: string, plan: readonly CopyPart[]): AsyncGenerator<Buffer, void, undefined> {
  for (const part of plan) {
    if ('int32' in part) {
      const number = Buffer.alloc(4);
      number.writeInt32LE(part.int32);
      yield number;
    } else if (part.end > part.start) {
      const { start, end } = part;
      const bytes: AsyncIterable<Buffer> = createReadStream(source, { start, end: end - 1, highWaterMark: 1 << 20 });
      yield* bytes;
    }
  }
}

/** Copies of an earlier state of the same model file are of no use to anybody. */
async function removeOlder(folder: string, prefix: string, newest: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (name.startsWith(prefix) && name.endsWith('.bin') && file !== newest) {
      // A host that still uses it keeps it on Windows; the next one removes it.
      await rm(file, { force: true }).catch(() => undefined);
    }
  }
}
