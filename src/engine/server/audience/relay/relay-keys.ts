/**
 * What lies in the database of Redis that a streamer's Overlingo and its relays share. Each streamer has a database of its
 * own: its number is in the address.
 */
export const RELAY_KEYS = {
  /** A stream of all entries, with their own ids: Redis takes no id twice, and none that is older. */
  entries: 'overlingo:entries',
  /** What viewers can choose. It expires where nobody renews it. */
  about: 'overlingo:about',
  /** The stream of the socket.io adapter, for partials. */
  partials: 'overlingo:partials',
} as const;

/** So long after its last sign of life the streamer's Overlingo counts as gone, in milliseconds. */
export const ALIVE_MS = 15_000;

/** How often it gives one, in milliseconds. */
export const SIGN_OF_LIFE_MS = 4000;

/** How many partials are kept: relays that are away for longer than a few seconds miss nothing that matters. */
export const PARTIALS_KEPT = 500;
