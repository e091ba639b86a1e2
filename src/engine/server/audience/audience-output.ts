import type { UtteranceId } from '../../../protocol/caption-event.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { Output } from '../../pipeline/output.ts';
import type { AudienceFeed } from './audience-feed.ts';

/** Whether captions are hidden is looked at so often while nothing is said, in milliseconds. */
const REFRESH_EVERY_MS = 1000;

/** Captions for viewers as an output. @param isTakenAway whether a caption is not to be shown any more. */
export function audienceOutput(
  feed: Pick<AudienceFeed, 'publish' | 'refresh'>,
  isTakenAway: (id: UtteranceId) => boolean,
): Output {
  return {
    name: 'audience',
    policy: 'newest-per-utterance',
    run: async (events, { clock }) => {
      const ended = new AbortController();
      void repeat(() => feed.refresh(), clock, ended.signal);
      try {
        for await (const event of events)
          if (event.type !== 'status-notice' && !isTakenAway(event.utteranceId)) feed.publish(event);
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
