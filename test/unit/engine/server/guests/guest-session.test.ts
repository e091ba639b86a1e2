import { describe, expect, it } from 'vitest';
import { GuestRoom } from '../../../../../src/engine/server/guests/guest-room.ts';
import type { GuestSession } from '../../../../../src/engine/server/guests/guest-session.ts';
import type { GuestSound } from '../../../../../src/engine/server/guests/guest-sound.ts';
import { samplesCapture } from '../../../../support/samples-capture.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';

const KEY = 'a-key-of-a-test';

/** A connection that notes why it was closed. */
function connection() {
  const closed: string[] = [];
  return { closed, close: (why: string) => void closed.push(why) };
}

function sound(): GuestSound {
  return { ...samplesCapture(new Float32Array(0)), state: {}, end: () => undefined };
}

function open(most = 2) {
  const clock = new ManualClock();
  const room = new GuestRoom<GuestSound>({ prefix: 'guest', most, clock });
  const join = (transport: ReturnType<typeof connection>, key?: string): GuestSession => {
    const joined = room.join(transport, { sound, ...(key === undefined ? {} : { key }) });
    if (!joined) throw new Error('There are too many guests.');
    return joined.session;
  };
  return { clock, room, join };
}

const WHO = { name: 'Ana', kind: 'program' } as const;

describe('a guest', () => {
  it('ends with its connection where it cannot come back', () => {
    const { room, join } = open();
    const first = connection();
    const session = join(first);
    session.detach(first);
    expect(session.ended.reason).toBe('ended');
    expect(room.sessions).toEqual([]);
  });

  it('goes on over a later connection, and ends 30 s after the last one', async () => {
    const { clock, room, join } = open();
    const [first, second] = [connection(), connection()];
    const session = join(first, KEY);
    expect(join(second, KEY)).toBe(session);
    expect(first.closed).toEqual(['replaced']);
    session.detach(first);
    expect(session.state.connected).toBe(true);
    session.detach(second);
    await clock.advance(29_999);
    expect(room.sessions).toEqual([session]);
    await clock.advance(1);
    expect(session.ended.reason).toBe('ended');
  });

  it('is there anew once it has come back, however long it was away before', async () => {
    const { clock, join } = open();
    const first = connection();
    const session = join(first, KEY);
    session.detach(first);
    await clock.advance(20_000);
    join(first, KEY);
    session.detach(first);
    await clock.advance(20_000);
    expect(session.ended.aborted).toBe(false);
  });

  it('ends at once where it leaves on purpose, with or without a connection', () => {
    const { room, join } = open();
    const first = connection();
    const session = join(first, KEY);
    session.detach(first, true);
    expect(session.ended.aborted).toBe(true);
    const other = join(connection(), KEY);
    room.leave('nobody');
    expect(other.ended.aborted).toBe(false);
    room.leave(KEY);
    expect(other.ended.aborted).toBe(true);
  });

  it('takes a place as long as it is there', () => {
    const { room, join } = open(1);
    const [first, second] = [connection(), connection()];
    join(first, KEY);
    expect(room.join(second, { sound })).toBeUndefined();
    expect(room.join(second, { key: KEY, sound })?.resumed).toBe(true);
    room.leave(KEY);
    expect(room.join(second, { sound })?.session.id).toBe('guest-2');
  });

  it('is told that the engine stops when its room is closed, which then takes nobody', () => {
    const { room, join } = open();
    const first = connection();
    join(first, KEY);
    room.close();
    expect(first.closed).toEqual(['going-away']);
    expect(room.join(first, { key: KEY, sound })).toBeUndefined();
  });

  it('waits for an engine where it may come back; any other one is told to try later', () => {
    const { room, join } = open();
    const [patient, hasty] = [connection(), connection()];
    const session = join(patient, KEY);
    session.introduce(WHO);
    join(hasty).introduce(WHO);
    expect([patient.closed, hasty.closed]).toEqual([[], ['try-later']]);
    const told: string[] = [];
    room.subscribe({ onSession: ({ id, name }) => void told.push(`${id} ${name}`) });
    expect(told).toEqual([`${session.id} Ana`]);
  });
});
