import { access, constants, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../engine/errors.ts';
import type { Terminal } from './terminal.ts';

/** Where a transcript is written to. */
export interface TranscriptTarget {
  /** @throws EngineError `output-unwritable`, such as on a full disk. */
  readonly write: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * The standard output, or a new file. To be opened before any work is done.
 * @throws EngineError `output-unwritable` where the file cannot be made.
 */
export async function openTranscriptTarget(file: string | undefined, terminal: Terminal): Promise<TranscriptTarget> {
  if (file === undefined) {
    // Not waited for: whoever reads the pipe may take their time.
    return { write: (text) => Promise.resolve(void terminal.stdout.write(text)), close: () => Promise.resolve() };
  }
  const folder = path.dirname(path.resolve(file));
  if ((await stat(file).catch(() => undefined))?.isDirectory()) throw unwritable(file, 'it is a folder');
  await access(folder, constants.W_OK).catch(() => {
    throw unwritable(file, 'its folder does not exist or may not be written to');
  });
  const handle = await open(file, 'w').catch((error: unknown) => {
    throw unwritable(file, reasonOf(error));
  });
  return {
    write: async (text) => {
      try {
        await handle.appendFile(text);
      } catch (error) {
        throw unwritable(file, reasonOf(error));
      }
    },
    close: () => handle.close(),
  };
}

function unwritable(file: string, why: string): EngineError {
  return new EngineError('output-unwritable', `The transcript cannot be written to ${file}: ${why}.`, {
    hint: 'Choose another file with --output, or leave the option out to write to the standard output.',
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
