import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AudioFrame } from '../../../../../src/engine/audio/audio-frame.ts';
import type { GuestIntroduction } from '../../../../../src/engine/server/guests/guest-session.ts';
import {
  joinPage,
  openPageRoom,
  PAGE_CONNECTION,
  type PageGuest,
  type PageRoom,
} from '../../../../support/guest-rooms.ts';

let room: PageRoom;

beforeEach(() => {
  vi.useFakeTimers();
  room = openPageRoom();
});

afterEach(() => {
  room.close();
  vi.useRealTimers();
});

const PAGE_START = 54_687_500_000;

function join(key: string, more: Partial<GuestIntroduction> = {}): PageGuest {
  const joined = joinPage(room, key, more);
  if (!joined) throw new Error('There are too many sessions.');
  return joined.session;
}

/** Pushes frames in real time. */
async function speak(session: PageGuest, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index += 1) {
    await vi.advanceTimersByTimeAsync(32);
    session.capture.push(PAGE_START + index, new Float32Array(512).fill(0.5));
  }
}

/** Reads the source in the background. */
function read(session: PageGuest, signal = new AbortController().signal): { frames: AudioFrame[]; ended: boolean } {
  const reading: { frames: AudioFrame[]; ended: boolean } = { frames: [], ended: false };
  void (async () => {
    for await (const frame of session.capture.frames(signal)) reading.frames.push(frame);
    reading.ended = true;
  })();
  return reading;
}

describe('pages that send sound', () => {
  it('tell of pages that come and go, at once of those that are there', () => {
    const first = join('one', { language: 'de', kind: 'tab' });
    const told: string[] = [];
    const unsubscribe = room.subscribe({
      onSession: ({ id, name, language }) => told.push(`${id} ${name} ${language}`),
      onEnd: ({ id }) => told.push(`${id} ended`),
    });
    join('two');
    first.end();
    unsubscribe();
    join('three');
    expect(told).toEqual(['browser-1 Anna de', 'browser-2 Anna auto', 'browser-1 ended']);
    expect(first.capture).toMatchObject({ name: 'browser tab Anna', live: true });
    expect(room.sessions.map(({ id }) => id)).toEqual(['browser-2', 'browser-3']);
  });

  it('refuse more speakers than a stream has', () => {
    for (let count = 0; count < 8; count += 1) join(`session-${count}`);
    expect(joinPage(room, 'one-more')).toBeUndefined();
    room.sessions[0]?.end();
    expect(joinPage(room, 'one-more')?.resumed).toBe(false);
  });

  it('go on with the same source when a page comes back within 30 s', async () => {
    const session = join('one');
    const { frames } = read(session);
    await speak(session, 0, 50);
    session.detach(PAGE_CONNECTION);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(session.state.connected).toBe(false);
    const again = joinPage(room, 'one');
    expect(again).toMatchObject({ session, resumed: true });
    const missed = Math.round(29_000 / 32);
    await speak(session, 50 + missed, 10);
    await vi.advanceTimersByTimeAsync(0);
    expect(frames.map(({ startSample }) => startSample)).toEqual(frames.map((_, index) => index * 512));
    expect(session.state).toMatchObject({ connected: true, heardFrames: 60, lostFrames: missed });
    expect(frames).toHaveLength(60 + missed);
  });

  it('fill a short interruption with what the page has kept, and with nothing else', async () => {
    const session = join('one');
    const { frames } = read(session);
    await speak(session, 0, 50);
    session.detach(PAGE_CONNECTION);
    await vi.advanceTimersByTimeAsync(4000);
    joinPage(room, 'one');
    for (let index = 50; index < 175; index += 1)
      session.capture.push(PAGE_START + index, new Float32Array(512).fill(0.5));
    await vi.advanceTimersByTimeAsync(0);
    expect(frames).toHaveLength(175);
    expect(session.state.lostFrames).toBe(0);
  });

  it('end when a page has been away for 30 s, or stops', async () => {
    const lost = join('one');
    const stopped = join('two');
    const readings = [read(lost), read(stopped)];
    await speak(lost, 0, 5);
    await speak(stopped, 0, 5);
    lost.detach(PAGE_CONNECTION);
    stopped.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(readings.map(({ ended }) => ended)).toEqual([false, true]);
    await vi.advanceTimersByTimeAsync(30_500);
    expect(readings.map(({ ended }) => ended)).toEqual([true, true]);
    expect(readings[1]?.frames).toHaveLength(5);
    expect(room.sessions).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(joinPage(room, 'one')?.resumed).toBe(false);
  });

  it('can be read again, each time from media time 0', async () => {
    const session = join('one');
    const stop = new AbortController();
    const first = read(session, stop.signal);
    await speak(session, 0, 10);
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    await speak(session, 10, 10);
    const second = read(session);
    await speak(session, 20, 5);
    await vi.advanceTimersByTimeAsync(0);
    expect([first.frames.length, second.frames.length]).toEqual([10, 5]);
    expect(second.frames[0]?.startSample).toBe(0);
  });

  it('keep ten seconds for a reader that is not there yet, and count the rest', async () => {
    const session = join('one');
    await speak(session, 0, 350);
    const { frames } = read(session);
    await vi.advanceTimersByTimeAsync(0);
    expect(frames).toHaveLength(320);
    expect(session.state.droppedFrames).toBe(30);
  });
});
