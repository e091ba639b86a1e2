import { createPageCapture } from '../../src/engine/audio/browser/page-capture.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { GuestRoom } from '../../src/engine/server/guests/guest-room.ts';
import type { GuestIntroduction, GuestSession } from '../../src/engine/server/guests/guest-session.ts';
import type { GuestTransport } from '../../src/engine/server/guests/guest-transport.ts';

type PageCapture = ReturnType<typeof createPageCapture>;

export type PageRoom = GuestRoom<PageCapture>;
export type PageGuest = GuestSession<PageCapture>;

/** A room for pages as a session has it. */
export function openPageRoom(): PageRoom {
  return new GuestRoom({ prefix: 'browser', most: 8, clock: systemClock });
}

/** The connection of pages that join by `joinPage`. Nobody looks at what is told there. */
export const PAGE_CONNECTION: GuestTransport = { close: () => undefined };

/** What the wire does when a page says hello. */
export function joinPage(
  room: PageRoom,
  key: string,
  more: Partial<GuestIntroduction> = {},
): ReturnType<PageRoom['join']> {
  const { name, kind, language } = { name: 'Anna', kind: 'microphone' as const, ...more };
  const sound = () => createPageCapture({ name: `browser ${kind} ${name}`, clock: systemClock });
  const joined = room.join(PAGE_CONNECTION, { key, sound });
  if (joined && !joined.resumed) joined.session.introduce({ name, kind, language });
  return joined;
}
