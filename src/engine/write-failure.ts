const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left (ENOSPC)',
  EDQUOT: 'your share of the disk is used up (EDQUOT)',
  EFBIG: 'it would be too large for one file (EFBIG)',
  ENOENT: 'its folder does not exist (ENOENT)',
  EEXIST: 'something else has its name (EEXIST)',
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

/** Why something cannot be written, as a part of a sentence. @param why the error of the file system, or such a part itself. */
export function writeFailure(why: unknown): string {
  if (typeof why === 'string') return why;
  const code = why instanceof Error && 'code' in why ? String(why.code) : 'unknown reason';
  return REASONS[code] ?? code;
}
