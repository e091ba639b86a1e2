import type { AudioHello } from '../../protocol/audio-contract.ts';

/** One page's session, as the server sees it. */
export interface AudioInletSession {
  /** Number on the page of the newest frame that has arrived; undefined before the first one. */
  readonly newestFrame: number | undefined;
  /** Aborts when the session was ended from elsewhere, with why as its reason, a `GuestRefusalCode`. */
  readonly ended: AbortSignal;
  /** Takes a frame. @param samples mono at 16 kHz, in [-1, 1]; its memory is given away. */
  push(frame: number, samples: Float32Array): void;
  setMuted(muted: boolean): void;
  /** The page is gone, and may come back. */
  detach(): void;
  /** The page has stopped on purpose. */
  end(): void;
}

/** Where the sound of pages goes. */
export interface AudioInlet {
  /** A page has said hello; undefined where there are too many already. */
  join(hello: AudioHello): { readonly session: AudioInletSession; readonly resumed: boolean } | undefined;
  /** A page has stopped on purpose. @param session the id that it has chosen; it may be unknown here. */
  leave(session: string): void;
}
