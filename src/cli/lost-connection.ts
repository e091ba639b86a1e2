/** What the system tells of a connection whose other end is gone. */
const LOST = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ENOTCONN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What is done with a connection that is open already: what was to be opened is missed by who wanted it. */
const DOING = new Set(['read', 'write', 'writev', 'shutdown']);

/**
 * Whether an error that nobody has listened for tells of a connection that was lost. Such a one touches nothing but that
 * connection; after any other the state of the program is not known.
 */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  return LOST.has(code) && DOING.has(syscall);
}
