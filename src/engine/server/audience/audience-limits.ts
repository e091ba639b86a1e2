import type { PlaceLimits } from '../places/places.ts';
import type { SocketLimits } from '../places/page-sockets.ts';

/** How many of all places those of one address may have: as many as fit behind one router. */
const SHARE_OF_ONE_ADDRESS = 0.25;

/** So many viewers of one address are let in, however few places there are. */
const FEWEST_OF_ONE_ADDRESS = 20;

/** How fast one address may connect, and ask. Loading the page takes about ten requests; many phones share an address. */
export const VIEWER_CONNECTION_RATE = { burst: 200, perSecond: 20 } as const;
export const VIEWER_REQUEST_RATE = { burst: 400, perSecond: 40 } as const;

/** Viewers read. No sound comes in, and a phone that reads nothing is no loss. */
export const VIEWER_SOCKETS: SocketLimits = {
  stuckBytes: 524_288,
  packets: { burst: 40, perSecond: 2 },
  transports: ['websocket'],
};

/** The places of a door for so many viewers. */
export function viewerPlaces(members: number): PlaceLimits {
  return { waiting: 1024, waitingOfOneAddress: 256, members };
}

/** How many viewers of one address may be connected at once. */
export function mostOfOneAddress(members: number): number {
  return Math.max(FEWEST_OF_ONE_ADDRESS, Math.ceil(members * SHARE_OF_ONE_ADDRESS));
}
