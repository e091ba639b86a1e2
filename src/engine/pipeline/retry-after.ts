/**
 * The wait that a `Retry-After` header asks for, in milliseconds: from seconds, or from an HTTP date. `undefined` where
 * there is none or it makes no sense.
 */
export function retryAfterMs(header: unknown): number | undefined {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  const seconds = Number(header);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}
