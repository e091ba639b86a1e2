/** What both doors demand of HTTP. Times are milliseconds. */
export const HTTP_LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  // Node looks at the two limits above only so often, every half a minute by itself.
  connectionsCheckingInterval: 1_000,
} as const;

/**
 * A connection on which nothing moves for so long, in milliseconds, is cut, also one that does not read its answer. Pages
 * that poll get a ping every 10 s.
 */
export const STANDSTILL_MS = 20_000;

/** How long a TLS handshake may take, in milliseconds. */
export const HANDSHAKE_MS = 5_000;

/** How long who asks for another protocol than HTTP has to show its right, in milliseconds. Programs are told before. */
export const UPGRADED_WITHIN_MS = 15_000;
