import type { EngineStatus } from '../../protocol/status.ts';
import type { Clock } from '../pipeline/clock.ts';
import type { Output } from '../pipeline/output.ts';
import type { CaptionServer } from './caption-server.ts';

/** Pages get the state this often while something runs, in milliseconds. */
const STATUS_EVERY_MS = 1000;

/** The caption pages as an output. @param status asked for at each notice, and once a second. */
export function pagesOutput(
  server: Pick<CaptionServer, 'publish' | 'publishStatus'>,
  status: () => EngineStatus,
): Output {
  return {
    name: 'pages',
    policy: 'newest-per-utterance',
    run: async (events, { clock }) => {
      const ended = new AbortController();
      const show = async (): Promise<void> => {
        try {
          for await (const event of events) {
            if (event.type === 'status-notice') server.publishStatus(status());
            else server.publish(event);
          }
        } finally {
          ended.abort();
        }
      };
      await Promise.all([show(), repeat(() => server.publishStatus(status()), clock, ended.signal)]);
      server.publishStatus(status());
    },
  };
}

async function repeat(act: () => void, clock: Clock, signal: AbortSignal): Promise<void> {
  for (;;) {
    await clock.sleep(STATUS_EVERY_MS, signal);
    if (signal.aborted) return;
    act();
  }
}
