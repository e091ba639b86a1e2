import type { createPageCapture } from '../../src/engine/audio/browser/page-capture.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { GuestRoom } from '../../src/engine/server/guests/guest-room.ts';
import type { GuestSession } from '../../src/engine/server/guests/guest-session.ts';

type PageCapture = ReturnType<typeof createPageCapture>;

export type PageRoom = GuestRoom<PageCapture>;
export type PageGuest = GuestSession<PageCapture>;

/** A room for pages as a session has it. */
export function openPageRoom(): PageRoom {
  return new GuestRoom({ prefix: 'browser', most: 8, clock: systemClock });
}
