import { Redis } from 'ioredis';
import { describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../../../src/engine/log.ts';
import { systemClock } from '../../../../../src/engine/pipeline/clock.ts';
import { AudienceFeed, type AudienceState } from '../../../../../src/engine/server/audience/audience-feed.ts';
import { openRelay, type Relay } from '../../../../../src/engine/server/audience/relay/open-relay.ts';
import { RELAY_KEYS } from '../../../../../src/engine/server/audience/relay/relay-keys.ts';
import { openRelayLink } from '../../../../../src/engine/server/audience/relay/relay-link.ts';
import type { EngineError } from '../../../../../src/engine/errors.ts';
import type { StatusNotice } from '../../../../../src/protocol/status.ts';
import { AUDIENCE_DOOR } from '../../../../support/audience-server.ts';
import { discard, final, partial, translation } from '../../../../support/caption-builders.ts';
import { RedisServer, redisMissing } from '../../../../support/redis-server.ts';
import { TestViewer } from './audience-support.ts';

const missing = redisMissing();

interface Streamer extends AsyncDisposable {
  readonly feed: AudienceFeed;
  readonly notices: StatusNotice[];
  /** Says so many sentences, and gives back all that were said so far. */
  talk(count: number): readonly string[];
  set(state: AudienceState): void;
}

interface StreamerOptions {
  readonly url: string;
  readonly password?: string;
  readonly startedAtMs?: number;
}

/** What an engine does for relays. */
function startStreamer({ url, password, startedAtMs = Date.now() }: StreamerOptions): Streamer {
  let state: AudienceState = { targetLanguages: ['fr'] };
  const notices: StatusNotice[] = [];
  const notify = (notice: StatusNotice): void => void notices.push(notice);
  const link = openRelayLink({ url, password, clock: systemClock, log: silentLog, notify });
  const feed = new AudienceFeed({ state: () => state, sinks: [link], clock: systemClock, startedAtMs });
  const said: string[] = [];
  return {
    feed,
    notices,
    talk(count) {
      for (let index = 0; index < count; index += 1) {
        const number = said.length;
        said.push(`Line ${number}.`);
        feed.publish(final(`u${number}`, 1, `Line ${number}.`));
        feed.publish(translation(`u${number}`, 1, 'fr', `Ligne ${number}.`));
      }
      return said;
    },
    set(next) {
      state = next;
      feed.refresh();
    },
    async [Symbol.asyncDispose]() {
      feed.close();
      await link.close();
    },
  };
}

async function startRelay(
  url: string,
  faults: EngineError[] = [],
  password?: string,
): Promise<Relay & AsyncDisposable> {
  const relay = await openRelay({
    ...AUDIENCE_DOOR,
    redis: { url, password },
    onFault: (fault) => faults.push(fault),
    onRecovered: () => faults.splice(0),
  });
  return Object.assign(relay, { [Symbol.asyncDispose]: () => relay.close() });
}

const urlOf = ({ port }: { readonly port: number }): string => `http://127.0.0.1:${port}`;

const WAIT = { timeout: 15_000, interval: 20 } as const;

describe.skipIf(missing !== undefined)(`relays${missing === undefined ? '' : ` (${missing})`}`, () => {
  it('give viewers what was said before they were started, and what is said then', async () => {
    await using redis = await RedisServer.start();
    await using streamer = startStreamer(redis);
    const before = [...streamer.talk(3)];
    await using relay = await startRelay(redis.url);
    using english = new TestViewer(urlOf(relay));
    await vi.waitFor(() => expect(english.lines).toEqual(before), WAIT);
    await vi.waitFor(() => expect(english.about).toMatchObject({ live: true, tracks: ['source', 'fr'] }), WAIT);
    using french = new TestViewer(urlOf(relay), 'fr');
    await vi.waitFor(() => expect(french.lines).toEqual(['Ligne 0.', 'Ligne 1.', 'Ligne 2.']), WAIT);
    await vi.waitFor(() => {
      streamer.feed.publish(partial(`p${Math.random()}`, 1, 'Under way'));
      expect(english.partials[0]?.text).toBe('Under way');
    }, WAIT);
    const all = streamer.talk(2);
    await vi.waitFor(() => expect(english.lines).toEqual(all), WAIT);
    expect(french.partials).toEqual([]);
  });

  it('hide what the streamer hides, take back what is taken back, and tell of the end', async () => {
    await using redis = await RedisServer.start();
    const streamer = startStreamer(redis);
    await using relay = await startRelay(redis.url);
    using viewer = new TestViewer(urlOf(relay));
    await vi.waitFor(() => expect(viewer.about?.live).toBe(true), WAIT);
    streamer.set({ targetLanguages: ['fr'], hidden: true });
    await vi.waitFor(() => expect(viewer.about?.hidden).toBe(true), WAIT);
    streamer.feed.publish(final('secret', 1, 'Secret.'));
    streamer.set({ targetLanguages: ['fr'] });
    streamer.talk(2);
    await vi.waitFor(() => expect(viewer.lines).toEqual(['Line 0.', 'Line 1.']), WAIT);
    streamer.feed.publish(discard('u0', 2));
    await vi.waitFor(() => expect(viewer.lines).toEqual(['Line 1.']), WAIT);
    await streamer[Symbol.asyncDispose]();
    await vi.waitFor(() => expect(viewer.about?.live).toBe(false), WAIT);
  });

  it('stand in for each other: one dies, and its viewers have every final once, in order', async () => {
    await using redis = await RedisServer.start();
    await using streamer = startStreamer(redis);
    const dying = await startRelay(redis.url);
    await using staying = await startRelay(redis.url);
    let up: readonly { readonly port: number }[] = [dying, staying];
    let next = 0;
    const balancer = (): string => urlOf(up[(next += 1) % up.length] ?? staying);
    const viewers = Array.from({ length: 10 }, () => new TestViewer(balancer));
    streamer.talk(5);
    await vi.waitFor(() => expect(viewers.map(({ lines }) => lines.length)).toEqual(viewers.map(() => 5)), WAIT);
    up = [staying];
    const closed = dying.close();
    streamer.talk(5);
    await closed;
    const all = streamer.talk(5);
    await vi.waitFor(() => expect(viewers.map(({ lines }) => lines)).toEqual(viewers.map(() => all)), WAIT);
    expect(staying.viewers).toBe(10);
    expect(viewers.map(({ received, catchUps }) => repeated(received, catchUps))).toEqual(viewers.map(() => []));
    for (const viewer of viewers) viewer[Symbol.dispose]();
  });

  it.each([
    ['has kept everything', true],
    ['has kept nothing', false],
  ])('miss nothing where Redis is killed, and comes back and %s', async (_what, keeps) => {
    await using redis = await RedisServer.start({ keeps });
    await using streamer = startStreamer(redis);
    await using first = await startRelay(redis.url);
    await using second = await startRelay(redis.url);
    const viewers = [first, second, first, second].map((relay) => new TestViewer(urlOf(relay)));
    streamer.talk(10);
    await vi.waitFor(() => expect(viewers.map(({ lines }) => lines.length)).toEqual([10, 10, 10, 10]), WAIT);
    // While it is written to, and while it is away.
    streamer.talk(20);
    await redis.kill();
    streamer.talk(20);
    viewers[0]?.socket.io.engine.close();
    await redis.start();
    const all = streamer.talk(10);
    await vi.waitFor(() => expect(viewers.map(({ lines }) => lines)).toEqual(viewers.map(() => all)), WAIT);
    expect(viewers.map(({ received, catchUps }) => repeated(received, catchUps))).toEqual([[], [], [], []]);
    // Whoever comes now finds all of it too.
    await using third = await startRelay(redis.url);
    using late = new TestViewer(urlOf(third), 'fr');
    await vi.waitFor(() => expect(late.lines).toEqual(all.map((text) => text.replace('Line', 'Ligne'))), WAIT);
    expect(streamer.notices.map(({ code }) => code)).toEqual(['redis-unreachable', 'redis-recovered']);
    for (const viewer of viewers) viewer[Symbol.dispose]();
  });

  it('serve viewers before Redis is there, and say that it is not', async () => {
    await using redis = await RedisServer.start();
    await redis.kill();
    await using streamer = startStreamer(redis);
    streamer.talk(3);
    const faults: EngineError[] = [];
    await using relay = await startRelay(redis.url, faults);
    using viewer = new TestViewer(urlOf(relay));
    await vi.waitFor(() => expect(viewer.about?.live).toBe(false), WAIT);
    await vi.waitFor(() => expect(faults.map(({ code }) => code)).toEqual(['redis-unreachable']), WAIT);
    expect(faults[0]?.message).toBe(`Redis at 127.0.0.1:${redis.port} cannot be reached.`);
    await redis.start();
    await vi.waitFor(() => expect(viewer.lines).toEqual(['Line 0.', 'Line 1.', 'Line 2.']), WAIT);
    await vi.waitFor(() => expect(viewer.about?.live).toBe(true), WAIT);
    expect(faults).toEqual([]);
  });

  it('need the password of Redis, and never tell it', async () => {
    await using redis = await RedisServer.start({ password: 'hunter2' });
    await using wrong = startStreamer({ ...redis, url: redis.url, password: 'guess' });
    await vi.waitFor(() => expect(wrong.notices.map(({ code }) => code)).toEqual(['redis-refused']), WAIT);
    expect(JSON.stringify(wrong.notices)).not.toMatch(/guess|hunter2/u);
    const faults: EngineError[] = [];
    await using refused = await startRelay(redis.url, faults);
    await vi.waitFor(() => expect(faults.map(({ code }) => code)).toEqual(['redis-refused']), WAIT);
    await using streamer = startStreamer({ url: redis.url, password: 'hunter2' });
    await using relay = await startRelay(redis.url, [], 'hunter2');
    using viewer = new TestViewer(urlOf(relay));
    const all = streamer.talk(2);
    await vi.waitFor(() => expect(viewer.lines).toEqual(all), WAIT);
    expect(refused.viewers).toBe(0);
  });

  it('do not mix two streamers: the later one has the database, and the other one is told', async () => {
    await using redis = await RedisServer.start();
    await using former = startStreamer({ url: redis.url, startedAtMs: 1000 });
    await using later = startStreamer({ url: redis.url, startedAtMs: 2000 });
    later.talk(1);
    await vi.waitFor(async () => expect(await entriesIn(redis)).toBe(2), WAIT);
    former.talk(1);
    await vi.waitFor(() => expect(former.notices.map(({ code }) => code)).toEqual(['redis-shared']), WAIT);
    expect(await entriesIn(redis)).toBe(2);
  });

  it('take no harm from what is no entry', async () => {
    await using redis = await RedisServer.start();
    const client = new Redis(redis.url);
    for (const text of [
      '',
      'null',
      '{"track":"source"}',
      JSON.stringify({ track: 'source', key: 'k', text: 5, language: 'en' }),
    ])
      await client.xadd(RELAY_KEYS.entries, '*', 'entry', text);
    await client.xadd(RELAY_KEYS.entries, '*', 'other', 'field');
    await client.set(RELAY_KEYS.about, '{"tracks":"no list"}');
    const hostile = { track: 'source', key: 'k', text: 'Hel\u001b[31mlo\u202e', language: 'en' };
    await client.xadd(RELAY_KEYS.entries, '*', 'entry', JSON.stringify(hostile));
    client.disconnect();
    await using relay = await startRelay(redis.url);
    using viewer = new TestViewer(urlOf(relay));
    await vi.waitFor(() => expect(viewer.lines).toEqual(['Hello']), WAIT);
    expect(viewer.about?.live).toBe(false);
  });
});

/** Ids that a viewer was sent more than once. */
function repeated(received: TestViewer['received'], catchUps: TestViewer['catchUps']): readonly string[] {
  const ids = [...received, ...catchUps.flatMap(({ entries }) => entries)].map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

async function entriesIn({ url }: RedisServer): Promise<number> {
  const client = new Redis(url);
  const count = await client.xlen(RELAY_KEYS.entries);
  client.disconnect();
  return count;
}
