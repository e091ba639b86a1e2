import { silentLog } from '../../src/engine/log.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import {
  openAudienceDoor,
  type AudienceDoor,
  type AudienceDoorOptions,
} from '../../src/engine/server/audience/audience-door.ts';
import { AudienceFeed } from '../../src/engine/server/audience/audience-feed.ts';
import type { CaptionEvent } from '../../src/protocol/caption-event.ts';
import { SERVED_FOLDERS } from './page-server.ts';

/** A door for viewers of this machine at any free port. */
export const AUDIENCE_DOOR: AudienceDoorOptions = {
  port: 0,
  exactPort: true,
  address: '127.0.0.1',
  hosts: [],
  proxies: [],
  limit: 100,
  limitOfOneAddress: 100,
  ...SERVED_FOLDERS,
  clock: systemClock,
  log: silentLog,
};

/** A door for viewers with the smallest engine behind it. */
export interface AudienceServer extends AsyncDisposable {
  readonly door: AudienceDoor;
  readonly feed: AudienceFeed;
  /** Address of the page. */
  readonly url: string;
  say(...events: CaptionEvent[]): void;
  /** What viewers are told from now on. */
  set(state: { readonly hidden?: boolean; readonly targetLanguages?: readonly string[] }): void;
}

/** @param startedAtMs when the run began; now when absent. */
export async function startAudience({
  startedAtMs = Date.now(),
  targetLanguages = ['fr', 'ar'],
  ...options
}: Partial<AudienceDoorOptions> & {
  readonly startedAtMs?: number;
  readonly targetLanguages?: readonly string[];
} = {}): Promise<AudienceServer> {
  let state: { readonly hidden?: boolean; readonly targetLanguages: readonly string[] } = { targetLanguages };
  const door = await openAudienceDoor({ ...AUDIENCE_DOOR, ...options });
  const feed = new AudienceFeed({ state: () => state, sinks: [door.hall], clock: systemClock, startedAtMs });
  return {
    door,
    feed,
    url: `http://127.0.0.1:${door.port}/watch`,
    say(...events) {
      for (const event of events) feed.publish(event);
    },
    set(change) {
      state = { ...state, ...change };
      feed.refresh();
    },
    async [Symbol.asyncDispose]() {
      feed.close();
      await door.close();
    },
  };
}
