import type { ObsState } from '../../engine/obs/obs-state.ts';
import type { ObsSettings } from '../../engine/obs/settings.ts';
import type { Clock } from '../../engine/pipeline/clock.ts';

/** A stream or recording that starts again within this time of its end is the same session, in milliseconds. */
export const GRACE_MS = 30_000;

/** How often to look whether the last captions have come, in milliseconds. */
const BEHIND_MS = 1000;

interface FollowOptions {
  readonly follow: NonNullable<ObsSettings['follow']>;
  readonly clock: Clock;
  /** Whether captions of what was said are still to come. */
  readonly isBehind: () => boolean;
  readonly onBegin: () => void;
  readonly onEnd: () => void;
}

/**
 * A session for each stream or recording of OBS, by what OBS says that it does. A stream that connects again and a recording
 * that is paused go on, and so does what is not known, until it is.
 */
export class FollowedSessions {
  readonly #options: FollowOptions;
  #isOpen = false;
  /** Aborts the end that is near, where it runs again. */
  #ending: AbortController | undefined;

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  /** Takes what OBS does now; undefined where that is not known. */
  told(state: ObsState | undefined): void {
    switch (state && phaseOf(state, this.#options.follow)) {
      case 'runs':
        this.#ending?.abort();
        this.#ending = undefined;
        if (this.#isOpen) return;
        this.#isOpen = true;
        this.#options.onBegin();
        break;
      case 'stopped':
        if (this.#isOpen && !this.#ending) void this.#endSoon();
        break;
      case 'changes':
      case undefined:
        break;
    }
  }

  /** Ends nothing any more. */
  close(): void {
    this.#ending?.abort();
  }

  async #endSoon(): Promise<void> {
    const ending = new AbortController();
    this.#ending = ending;
    const { clock, isBehind, onEnd } = this.#options;
    await clock.sleep(GRACE_MS, ending.signal);
    while (!ending.signal.aborted && isBehind()) await clock.sleep(BEHIND_MS, ending.signal);
    if (ending.signal.aborted) return;
    this.#ending = undefined;
    this.#isOpen = false;
    onEnd();
  }
}

function phaseOf({ stream, record }: ObsState, follow: FollowOptions['follow']): 'runs' | 'stopped' | 'changes' {
  switch (follow === 'stream' ? stream : record) {
    case 'live':
    case 'reconnecting':
    case 'recording':
    case 'paused':
      return 'runs';
    case 'stopped':
      return 'stopped';
    case 'starting':
    case 'stopping':
      return 'changes';
  }
}
