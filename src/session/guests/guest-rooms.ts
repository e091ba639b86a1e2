import { createPageCapture } from '../../engine/audio/browser/page-capture.ts';
import { createStreamCapture } from '../../engine/audio/stream/stream-capture.ts';
import type { Engine } from '../../engine/engine.ts';
import { systemClock } from '../../engine/pipeline/clock.ts';
import type { SourceHost } from '../../engine/pipeline/source.ts';
import type { CaptionServerOptions } from '../../engine/server/caption-server.ts';
import { GuestRoom } from '../../engine/server/guests/guest-room.ts';
import { hearGuests } from '../../engine/server/guests/hear-guests.ts';
import type { PageSound } from '../../engine/server/page-sound.ts';
import type { StreamSound } from '../../engine/server/stream/stream-sound.ts';
import type { Guests } from './guests.ts';
import { hearPages } from './page-guests.ts';

/** As many speakers as a stream with guests has. */
const MOST_PAGES = 8;

/** Those whose captions are still being made count as well. */
const MOST_PROGRAMS = 32;

/** All guests of a session, who outlive its engines. */
export class GuestRooms {
  readonly #pages = new GuestRoom<PageSound>({ prefix: 'browser', most: MOST_PAGES, clock: systemClock });
  readonly #programs = new GuestRoom<StreamSound>({ prefix: 'stream', most: MOST_PROGRAMS, clock: systemClock });

  /** What the caption server is told, so that these guests get in. */
  doors({ browsers, programs }: Guests): Pick<CaptionServerOptions, 'pageGuests' | 'programs'> {
    return {
      ...(browsers ? { pageGuests: { room: this.#pages, createSound: createPageCapture } } : {}),
      ...(programs ? { programs: { room: this.#programs, createSound: createStreamCapture } } : {}),
    };
  }

  /**
   * Makes all guests sources of the engine. Gives back what ends that for new ones.
   * @param translate BCP-47 tags of the target languages of programs that do not say any.
   */
  hear(engine: SourceHost & Pick<Engine, 'notify'>, { spoken }: Guests, translate: readonly string[]): () => void {
    const stops = [
      hearPages(engine, this.#pages, spoken),
      hearGuests(this.#programs, { engine, spoken, translate, shown: false }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Ends the sessions of all guests, since the program stops, and takes no new ones. */
  close(): void {
    this.#pages.close();
    this.#programs.close();
  }
}
