import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { FileDraft } from '../engine/file-draft.ts';
import { isOpenAs, refuseFilesRead, type FileRead } from './files-read.ts';
import { standardOutputFailure, unwritable } from './output-failure.ts';
import { openPipeTarget, streamTarget } from './stream-target.ts';
import type { CommandContext } from './terminal.ts';

/** Where a transcript is written to. */
export interface TranscriptTarget {
  /** @throws EngineError `output-unwritable`, such as on a full disk. */
  readonly write: (text: string) => Promise<void>;
  /** The transcript is whole: a file gets its name. @throws EngineError `output-unwritable`. */
  readonly finish: () => Promise<void>;
  /** Of a file only: what becomes the file, here or together with others. */
  readonly draft?: FileDraft;
  /** Of a file only: takes its draft away, as it is not needed. */
  readonly dismiss?: () => Promise<void>;
  /** Lets go of it. Where it was not finished, gives back what became of the file, as a sentence. Never rejects. */
  readonly close: () => Promise<string | undefined>;
}

/** What is known where an output is opened. */
export interface TargetOptions extends CommandContext {
  /** What the run reads, which is never written to. */
  readonly reads: readonly FileRead[];
}

/**
 * The standard output (also `-`), a device or a pipe, which are written to as they are; or a file, which is a draft until
 * it is finished. To be opened before any work is done.
 * @throws EngineError `output-unwritable` where the file cannot be made, `output-is-input` where the run reads it.
 */
export async function openTranscriptTarget(
  output: string | undefined,
  { reads, terminal, signal }: TargetOptions,
): Promise<TranscriptTarget> {
  const { stdout, stderr } = terminal;
  if (output === undefined || output === '-') {
    if (stdout.fd !== undefined) await refuseFilesRead(stdout.fd, reads);
    return streamTarget(stdout, standardOutputFailure);
  }
  await refuseFilesRead(output, reads);
  if (await isOpenAs(output, stdout.fd)) return streamTarget(stdout, standardOutputFailure);
  if (await isOpenAs(output, stderr.fd)) return streamTarget(stderr, (error) => unwritable(output, error));
  const found = await stat(output).catch(() => undefined);
  if (found?.isDirectory() === true) throw unwritable(output, 'it is a folder');
  if (found?.isBlockDevice() === true) throw unwritable(output, 'it is a whole disk');
  if (found?.isSocket() === true) throw unwritable(output, 'it is a socket');
  if (found?.isFIFO() === true) return openPipeTarget(output, signal);
  return found?.isCharacterDevice() === true ? openDevice(output) : openDraft(output, found !== undefined);
}

/** True where what is written goes on at once, as to the standard output, a pipe or a device; false for files. */
export async function isStreamOutput(output: string | undefined): Promise<boolean> {
  if (output === undefined || output === '-') return true;
  const found = await stat(output).catch(() => undefined);
  return found?.isFIFO() === true || found?.isCharacterDevice() === true;
}

async function openDevice(file: string): Promise<TranscriptTarget> {
  const failed = failedAt(file);
  const handle = await open(file, constants.O_WRONLY).catch(failed);
  return {
    write: (text) => handle.writeFile(text).catch(failed),
    finish: () => Promise.resolve(),
    close: () =>
      handle.close().then(
        () => undefined,
        () => undefined,
      ),
  };
}

async function openDraft(file: string, isThere: boolean): Promise<TranscriptTarget> {
  const failed = failedAt(file);
  const draft = await FileDraft.open(file).catch(failed);
  let isOver = false;
  return {
    draft,
    write: (text) => draft.write(text).catch(failed),
    finish: async () => {
      if (isOver) return;
      if (!draft.isPlaced) await draft.commit().catch(failed);
      isOver = true;
    },
    dismiss: async () => {
      isOver = true;
      await draft.discard().catch(failed);
    },
    close: async () => {
      if (isOver) return undefined;
      const isLeft = await draft.keep().catch(() => true);
      const isOthers = await draft.isTargetChanged().catch(() => false);
      const own = isThere ? `${file} is as it was` : `${file} was not made`;
      const former = isOthers ? `${file} is as another program has left it` : own;
      return isLeft ? `${former}; what was written until then is in ${draft.path}.` : `${former}; nothing was written.`;
    },
  };
}

function failedAt(file: string): (error: unknown) => never {
  return (error) => {
    throw unwritable(file, error);
  };
}
