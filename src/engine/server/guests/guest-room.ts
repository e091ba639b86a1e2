import type { Clock } from '../../pipeline/clock.ts';
import { GuestSession } from './guest-session.ts';
import type { GuestSound } from './guest-sound.ts';
import type { GuestTransport } from './guest-transport.ts';

interface GuestRoomOptions {
  /** What the ids of the guests begin with, such as `browser`. */
  readonly prefix: string;
  /** How many guests there may be at once from this PC, and as many again from other devices. */
  readonly most: number;
  readonly clock: Clock;
}

interface Arrival<Sound> {
  /** Chosen by a guest that may come back: with the same one it goes on with its session. */
  readonly key?: string;
  /** True where it comes from another device. False when absent. */
  readonly remote?: boolean;
  /** Makes the sound of a new guest. */
  readonly sound: (id: string) => Sound;
}

interface GuestListener<Sound extends GuestSound> {
  /** A guest has said who it is. Told of those that have done so already as well. */
  onSession(session: GuestSession<Sound>): void;
  /** Its session has ended. */
  onEnd?(session: GuestSession<Sound>): void;
}

/**
 * The guests of one wire. The wire tells it of connections; whoever runs the engine hears of each guest, and makes it a
 * source, see `hearGuests`. It outlives engines: one that starts later hears of the guests that are there.
 */
export class GuestRoom<Sound extends GuestSound> {
  readonly #options: GuestRoomOptions;
  readonly #sessions = new Set<GuestSession<Sound>>();
  readonly #byKey = new Map<string, GuestSession<Sound>>();
  readonly #listeners = new Set<GuestListener<Sound>>();
  #opened = 0;
  #closed = false;

  constructor(options: GuestRoomOptions) {
    this.#options = options;
  }

  /** The open sessions, oldest first. */
  get sessions(): readonly GuestSession<Sound>[] {
    return [...this.#sessions];
  }

  /** True where nobody new is let in now. @param remote of those who come from other devices. */
  isFull(remote: boolean): boolean {
    const rivals = this.sessions.filter((session) => session.remote === remote);
    return this.#closed || rivals.length >= this.#options.most;
  }

  /** Tells of guests, at once of those that are there. Gives back a function that ends this. */
  subscribe(listener: GuestListener<Sound>): () => void {
    this.#listeners.add(listener);
    for (const session of this.sessions) if (session.introduction) listener.onSession(session);
    return () => this.#listeners.delete(listener);
  }

  /**
   * A guest that has shown its right has a connection. Gives back its session, which is to be introduced unless it was
   * resumed, or undefined where there are too many.
   */
  join(
    transport: GuestTransport,
    arrival: Arrival<Sound>,
  ): { readonly session: GuestSession<Sound>; readonly resumed: boolean } | undefined {
    const known = arrival.key === undefined ? undefined : this.#byKey.get(arrival.key);
    const session = known ?? this.#open(arrival);
    session?.attach(transport);
    return session && { session, resumed: session === known };
  }

  /** A guest has stopped on purpose, perhaps while it had no connection. @param key may be unknown here. */
  leave(key: string): void {
    this.#byKey.get(key)?.end();
  }

  /** Ends all sessions, since the engine stops, and takes no new ones. */
  close(): void {
    this.#closed = true;
    for (const session of this.sessions) session.end('going-away');
  }

  #open({ key, remote = false, sound }: Arrival<Sound>): GuestSession<Sound> | undefined {
    const { prefix, clock } = this.#options;
    if (this.isFull(remote)) return undefined;
    const id = `${prefix}-${(this.#opened += 1)}`;
    const session = new GuestSession({
      id,
      capture: sound(id),
      remote,
      returns: key !== undefined,
      clock,
      onIntroduced: () => this.#tellOf(session),
      onEnd: () => {
        this.#sessions.delete(session);
        if (key !== undefined) this.#byKey.delete(key);
        for (const listener of this.#listeners) listener.onEnd?.(session);
      },
    });
    this.#sessions.add(session);
    if (key !== undefined) this.#byKey.set(key, session);
    return session;
  }

  #tellOf(session: GuestSession<Sound>): void {
    for (const listener of this.#listeners) listener.onSession(session);
    // Whoever may come back waits for an engine as well.
    if (this.#listeners.size === 0 && !session.returns) session.end('try-later');
  }
}
