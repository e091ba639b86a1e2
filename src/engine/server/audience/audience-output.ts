import type { Clock } from '../../pipeline/clock.ts';
import type { Output } from '../../pipeline/output.ts';
import type { AudienceFeed } from './audience-feed.ts';

/** Whether captions are hidden is looked at so often while nothing is said, in milliseconds. */
const REFRESH_EVERY_MS = 1000;

/** Captions for viewers as an output. */
export function audienceOutput(feed: Pick<AudienceFeed, 'publish' | 'refresh'>): Output {
  return {
    name: 'audience',
    policy: 'newest-per-utterance',
    run: async (events, { clock }) => {
      const ended = new AbortController();
      void repeat(() => feed.refresh(), clock, ended.signal);
      try {
        for await (const event of events) if (event.type !== 'status-notice') feed.publish(event);
      } finally {
        ended.abort();
      }
    },
  };
}

async function repeat(act: () => void, clock: Clock, signal: AbortSignal): Promise<void> {
  for (;;) {
    await clock.sleep(REFRESH_EVERY_MS, signal);
    if (signal.aborted) return;
    act();
  }
}
