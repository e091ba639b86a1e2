import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Certificate } from './self-signed.ts';

/** A certificate that ends during a stream would cut devices off in the middle of it. */
const LEAST_LEFT_MS = 86_400_000;

/**
 * Why a kept certificate is of no use any more, or undefined where it serves.
 * @param nowMs milliseconds since 1970.
 */
export function certificateFlaw({ cert, key }: Certificate, nowMs: number): 'damaged' | 'expired' | undefined {
  try {
    const parsed = new X509Certificate(cert);
    if (!parsed.checkPrivateKey(createPrivateKey(key))) return 'damaged';
    const isValid = Date.parse(parsed.validFrom) <= nowMs && nowMs + LEAST_LEFT_MS <= Date.parse(parsed.validTo);
    return isValid ? undefined : 'expired';
  } catch {
    return 'damaged';
  }
}
