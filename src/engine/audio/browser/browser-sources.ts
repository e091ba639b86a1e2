import type { AudioHello } from '../../../protocol/audio-contract.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { BrowserSession } from './browser-session.ts';

/** As many speakers as a stream with guests has. */
const MOST_SESSIONS = 8;

interface BrowserSourcesOptions {
  readonly clock: Clock;
  /** 8 when absent. */
  readonly mostSessions?: number;
}

interface SessionListener {
  /** A page began to send sound. Told of sessions that are open already as well. */
  readonly onSession: (session: BrowserSession) => void;
  /** A session has ended: its page stopped, or was away for 30 s. */
  readonly onEnd?: (session: BrowserSession) => void;
}

/**
 * The pages that send sound. The caption server tells it of pages; whoever runs the engine hears of each as a source.
 * It outlives engines: one that starts later hears of the sessions that are open.
 */
export class BrowserSources {
  readonly #clock: Clock;
  readonly #mostSessions: number;
  /** By the id that the page has chosen. */
  readonly #sessions = new Map<string, BrowserSession>();
  readonly #listeners = new Set<SessionListener>();
  #opened = 0;
  #closed = false;

  constructor({ clock, mostSessions = MOST_SESSIONS }: BrowserSourcesOptions) {
    this.#clock = clock;
    this.#mostSessions = mostSessions;
  }

  /** The open sessions, oldest first. */
  get sessions(): readonly BrowserSession[] {
    return [...this.#sessions.values()];
  }

  /** Tells of sessions, at once of the open ones. Gives back a function that ends this. */
  subscribe(listener: SessionListener): () => void {
    this.#listeners.add(listener);
    for (const session of this.sessions) listener.onSession(session);
    return () => this.#listeners.delete(listener);
  }

  /** A page has said hello. Gives back its session, new or resumed, or undefined where there are too many. */
  join(hello: AudioHello): { readonly session: BrowserSession; readonly resumed: boolean } | undefined {
    if (this.#closed) return undefined;
    const known = this.#sessions.get(hello.session);
    if (known !== undefined) {
      known.attach();
      return { session: known, resumed: true };
    }
    if (this.#sessions.size >= this.#mostSessions) return undefined;
    const session = this.#open(hello);
    for (const { onSession } of this.#listeners) onSession(session);
    return { session, resumed: false };
  }

  /** A page has stopped on purpose, perhaps while it had no connection. @param session the id that it has chosen. */
  leave(session: string): void {
    this.#sessions.get(session)?.end();
  }

  /** Ends all sessions, and takes no new ones. */
  close(): void {
    this.#closed = true;
    for (const session of this.sessions) session.end();
  }

  #open(hello: AudioHello): BrowserSession {
    this.#opened += 1;
    const session = new BrowserSession({
      id: `browser-${this.#opened}`,
      hello,
      clock: this.#clock,
      onEnd: (ended) => {
        this.#sessions.delete(hello.session);
        for (const { onEnd } of this.#listeners) onEnd?.(ended);
      },
    });
    this.#sessions.set(hello.session, session);
    return session;
  }
}
