import { describe, expect, it } from 'vitest';
import type { ObsState } from '../../../../src/engine/obs/obs-state.ts';
import { FollowedSessions, GRACE_MS } from '../../../../src/session/obs/followed-sessions.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

const IDLE: ObsState = { scene: 'Main', inputs: [], muted: [], stream: 'stopped', record: 'stopped', recordedMs: 0 };

function follow(what: 'stream' | 'recording') {
  const clock = new ManualClock();
  const told: string[] = [];
  const behind = { is: false };
  const sessions = new FollowedSessions({
    follow: what,
    clock,
    isBehind: () => behind.is,
    onBegin: () => told.push('begins'),
    onEnd: () => told.push('ends'),
  });
  return { clock, told, behind, sessions };
}

describe('a session for each stream', () => {
  it('begins once it is live, and ends a while after it has stopped', async () => {
    const { clock, told, sessions } = follow('stream');
    sessions.told(IDLE);
    sessions.told({ ...IDLE, stream: 'starting', record: 'recording' });
    expect(told).toEqual([]);
    sessions.told({ ...IDLE, stream: 'live' });
    expect(told).toEqual(['begins']);
    sessions.told({ ...IDLE, stream: 'stopping' });
    sessions.told(IDLE);
    await clock.advance(GRACE_MS - 1);
    expect(told).toEqual(['begins']);
    // The connection is lost with the program that ends.
    sessions.told(undefined);
    await clock.advance(1);
    expect(told).toEqual(['begins', 'ends']);
    sessions.told({ ...IDLE, stream: 'live' });
    expect(told).toEqual(['begins', 'ends', 'begins']);
  });

  it('goes on where the stream connects again, starts again soon, or is not known', async () => {
    const { clock, told, sessions } = follow('stream');
    sessions.told({ ...IDLE, stream: 'live' });
    sessions.told({ ...IDLE, stream: 'reconnecting' });
    sessions.told(undefined);
    await clock.advance(GRACE_MS * 2);
    sessions.told(IDLE);
    await clock.advance(GRACE_MS - 1);
    sessions.told({ ...IDLE, stream: 'starting' });
    sessions.told({ ...IDLE, stream: 'live' });
    await clock.advance(GRACE_MS * 2);
    expect(told).toEqual(['begins']);
  });

  it('ends once all captions of it have come', async () => {
    const { clock, told, behind, sessions } = follow('stream');
    behind.is = true;
    sessions.told({ ...IDLE, stream: 'live' });
    sessions.told(IDLE);
    await clock.advance(GRACE_MS * 2);
    expect(told).toEqual(['begins']);
    behind.is = false;
    await clock.advance(1000);
    expect(told).toEqual(['begins', 'ends']);
  });

  it('is not ended by somebody who has closed it', async () => {
    const { clock, told, sessions } = follow('stream');
    sessions.told({ ...IDLE, stream: 'live' });
    sessions.told(IDLE);
    sessions.close();
    await clock.advance(GRACE_MS * 2);
    expect(told).toEqual(['begins']);
  });

  it('is one for each recording where that is followed, with its pauses', async () => {
    const { clock, told, sessions } = follow('recording');
    sessions.told({ ...IDLE, stream: 'live' });
    sessions.told({ ...IDLE, record: 'recording' });
    sessions.told({ ...IDLE, record: 'paused' });
    await clock.advance(GRACE_MS * 2);
    expect(told).toEqual(['begins']);
  });
});
