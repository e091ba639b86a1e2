import { EngineError } from '../engine/errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left (ENOSPC)',
  EDQUOT: 'your share of the disk is used up (EDQUOT)',
  EFBIG: 'it would be too large for one file (EFBIG)',
  ENOENT: 'its folder does not exist (ENOENT)',
  ENOTDIR: 'what should be its folder is a file (ENOTDIR)',
  EISDIR: 'it is a folder (EISDIR)',
  EACCES: 'the file or its folder may not be written to (EACCES)',
  EPERM: 'the file or its folder may not be written to (EPERM)',
  EROFS: 'the file system is read-only (EROFS)',
  ELOOP: 'it is a link that leads back to itself (ELOOP)',
  ENAMETOOLONG: 'its name is too long (ENAMETOOLONG)',
  EPIPE: 'nobody reads it any more (EPIPE)',
  EBUSY: 'another program uses it (EBUSY)',
};

/** The error of a transcript that cannot be written. @param why the error of the file system, or a part of a sentence. */
export function unwritable(file: string, why: unknown): EngineError {
  return new EngineError('output-unwritable', `The transcript cannot be written to ${file}: ${reasonOf(why)}.`, {
    hint: 'Choose another file with --output, or leave the option out to write to the standard output.',
    cause: why,
  });
}

/** The error of a standard output that takes nothing. */
export function standardOutputFailure(error: unknown): EngineError {
  return new EngineError('output-unwritable', `The standard output cannot be written to: ${reasonOf(error)}.`, {
    hint: 'Check where it is redirected to, and whether there is space.',
    cause: error,
  });
}

function reasonOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return REASONS[code] ?? code;
}
