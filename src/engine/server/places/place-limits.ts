import type { PlaceLimits } from './places.ts';

/**
 * The door of this PC. A streamer has a handful of browser sources; more pages than this are a program gone wild. All come
 * from one address.
 */
export const LOCAL_PLACES: PlaceLimits = { waiting: 256, waitingOfOneAddress: 256, members: 64 };

/** The door of other devices, whose places are their own. A browser opens six connections to load a page. */
export const LAN_PLACES: PlaceLimits = { waiting: 128, waitingOfOneAddress: 32, members: 48 };

/** How fast one device may connect. Each connection costs a handshake of TLS. */
export const LAN_CONNECTION_RATE = { burst: 100, perSecond: 10 } as const;

/** How fast one device may ask for something without having shown its right. Loading a page takes about ten requests. */
export const LAN_REQUEST_RATE = { burst: 300, perSecond: 30 } as const;
