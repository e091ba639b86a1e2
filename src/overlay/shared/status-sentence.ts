import type { EngineStatus } from '../../protocol/status.ts';
import type { ConnectionState } from './caption-socket.ts';

/** How things are, in one sentence for the streamer. */
export interface StatusSentence {
  readonly tone: 'good' | 'waiting' | 'bad';
  readonly text: string;
}

/** A delay below this, in milliseconds, is the usual one and not told. */
const USUAL_DELAY_MS = 3000;

/**
 * The one thing that matters most now: no connection, a broken stage, something else that is told, a delay, or nothing.
 * @param told what this page has to say by itself.
 */
export function statusSentence(
  connection: ConnectionState,
  status: EngineStatus | undefined,
  told?: StatusSentence,
): StatusSentence {
  switch (connection) {
    case 'connecting':
      return { tone: 'waiting', text: 'Connecting to Overlingo …' };
    case 'lost':
      return { tone: 'bad', text: 'Connection lost. Is Overlingo running?' };
    case 'incompatible':
      return { tone: 'bad', text: 'This page is from another version of Overlingo. Refresh it.' };
    case 'refused':
      return { tone: 'bad', text: 'This address is not valid, or no longer valid. Ask the streamer for a new one.' };
    case 'connected':
      return status ? engineSentence(status, told) : (told ?? { tone: 'good', text: 'Connected' });
  }
}

function engineSentence({ stages, behindMs }: EngineStatus, told: StatusSentence | undefined): StatusSentence {
  const failed = stages.find(({ state }) => state === 'failed');
  if (failed) return { tone: 'bad', text: failed.detail };
  if (told) return told;
  const waiting = stages.find(({ state }) => state === 'starting' || state === 'degraded');
  if (waiting) return { tone: 'waiting', text: waiting.detail };
  const over = stages.find(({ stage, state }) => stage === 'capture' && state === 'ended');
  if (over) return { tone: 'waiting', text: over.detail };
  if (behindMs > USUAL_DELAY_MS) return { tone: 'waiting', text: `${(behindMs / 1000).toFixed(1)} s behind` };
  return { tone: 'good', text: 'Connected' };
}
