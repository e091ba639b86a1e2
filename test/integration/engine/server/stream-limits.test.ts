import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { STREAM_CLOSE } from '../../../../src/protocol/stream-contract.ts';
import { demoClip } from '../../../support/clips.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';
import { startLoopbackTurns } from '../../../support/loopback-turns.ts';
import { NO_PACE, startStreamServer, STEADY, TestClient } from '../../../support/stream-support.ts';

const SECOND = 16_000;

/** Ten megabytes of sound take a busy machine more than the second that is usual, in milliseconds. */
const PATIENCE_MS = 20_000;

const clip = demoClip('es').samples.slice(0, SECOND * 12);

let clock: ManualClock;
let open: Awaited<ReturnType<typeof startStreamServer>>;
let turns: Awaited<ReturnType<typeof startLoopbackTurns>>;

beforeEach(async () => {
  clock = new ManualClock();
  open = await startStreamServer({ script: {}, clock });
  turns = await startLoopbackTurns();
});
afterEach(async () => {
  await open[Symbol.asyncDispose]();
  await turns[Symbol.asyncDispose]();
});

/** Moves the endpoint's time in steps of a second, in each of which pings, pongs and sound arrive. */
async function pass(seconds: number, each: () => void | Promise<void> = () => undefined): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await each();
    await clock.advance(1000);
    await turns.pass();
  }
}

async function ready(client: TestClient): Promise<TestClient> {
  await client.say({ type: 'hello' });
  await client.next('ready');
  return client;
}

const firstClient = () => open.endpoint.clients[0];

describe('the limits of the streaming endpoint', () => {
  it('lets a client go with 4408 that says nothing after it has connected', async () => {
    const client = new TestClient(open.url);
    await client.opened;
    await pass(9);
    expect(open.endpoint.clients).toHaveLength(1);
    await pass(2);
    expect(await client.closed).toEqual({ code: STREAM_CLOSE.silent, reason: 'Nothing came for 10 s.' });
  });

  it('lets a half-open client go with 4408, while one that answers pings stays until it was without sound for 5 minutes', async () => {
    const halfOpen = await ready(new TestClient(open.url, { autoPong: false }));
    const idle = await ready(new TestClient(open.url));
    await pass(31);
    expect(await halfOpen.closed).toMatchObject({ code: 4408, reason: expect.stringMatching(/no ping/) as string });
    expect(open.endpoint.clients).toHaveLength(1);
    await pass(270);
    expect(await idle.closed).toEqual({ code: 4408, reason: 'No sound came for 300 s.' });
  });

  it('cuts a client that does not answer the goodbye', async () => {
    const dead = await ready(new TestClient(open.url, { autoPong: false }));
    dead.socket.pause();
    await pass(30);
    expect(open.endpoint.clients).toHaveLength(1);
    await pass(2);
    await vi.waitFor(() => expect(open.endpoint.clients).toEqual([]), PATIENCE_MS);
    dead.socket.terminate();
  });

  it('does not read a client that races ahead, then sends it away with 4409; others do not notice', async () => {
    const racer = await ready(new TestClient(open.url));
    const other = await ready(new TestClient(open.url));
    void racer.play(new Float32Array(SECOND * 150));
    await vi.waitFor(() => expect(firstClient()?.paused).toBe(true), PATIENCE_MS);
    const waiting = firstClient()?.waitingMs ?? 0;
    expect(waiting).toBeLessThan(16_000);
    await other.play(clip.subarray(0, SECOND * 6));
    let seconds = 0;
    while (racer.socket.readyState === racer.socket.OPEN && seconds < 60) {
      const second = clip.subarray((6 + seconds) * SECOND, (7 + seconds) * SECOND);
      await pass(1, () => other.play(second));
      seconds += 1;
    }
    expect(await racer.closed).toMatchObject({ code: 4409, reason: expect.stringMatching(/16,000/) as string });
    expect(seconds).toBeGreaterThanOrEqual(30);
    expect(seconds).toBeLessThan(50);
    await other.say({ type: 'end' });
    await vi.waitFor(() => expect(other.finals.length).toBeGreaterThanOrEqual(3), PATIENCE_MS);
    expect(await other.closed).toMatchObject({ code: 1000 });
  });

  it('lets a client catch up after a burst, or after it was cut off', async () => {
    const client = await ready(new TestClient(open.url));
    await client.play(new Float32Array(SECOND * 14));
    await vi.waitFor(() => expect(firstClient()?.paused).toBe(true), PATIENCE_MS);
    await pass(10);
    await vi.waitFor(() => expect(firstClient()?.paused).toBe(false), PATIENCE_MS);
    await pass(60, () => client.play(new Float32Array(SECOND)));
    expect(firstClient()?.paused).toBe(false);
    await pass(40);
    await client.play(new Float32Array(SECOND * 40));
    await pass(60, () => client.play(new Float32Array(SECOND)));
    expect(firstClient()).toMatchObject({ paused: false });
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });
});

describe('a recogniser that cannot keep up', () => {
  it('makes the endpoint stop reading, so that little sound waits in it, and no caption is lost', async () => {
    await using fast = await startStreamServer({ script: {}, limits: NO_PACE, config: STEADY });
    await using slow = await startStreamServer({ script: { delayMs: 150 }, limits: NO_PACE, config: STEADY });
    const long = demoClip('es').samples;
    const most = { waitingMs: 0, paused: false };
    const watch = setInterval(() => {
      for (const { waitingMs, paused } of slow.endpoint.clients) {
        most.waitingMs = Math.max(most.waitingMs, waitingMs);
        most.paused ||= paused;
      }
    }, 5);
    const clients = [new TestClient(fast.url), new TestClient(slow.url)];
    for (const client of clients) {
      await client.play(long);
      await client.say({ type: 'end' });
    }
    const [first, second] = await Promise.all(clients.map(async (client) => (await client.closed, client.finals)));
    clearInterval(watch);
    expect(most.paused).toBe(true);
    expect(most.waitingMs).toBeLessThan(8000);
    expect(await clients[1]?.next('notice')).toMatchObject({ code: 'behind', level: 'warning' });
    expect(second).toEqual(first);
  });
});
