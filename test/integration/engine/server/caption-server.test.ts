import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CaptionEvent, UtteranceId } from '../../../../src/protocol/caption-event.ts';
import { applyCaptionEvent, type Cue } from '../../../../src/protocol/cue.ts';
import {
  CAPTION_NAMESPACE,
  type EngineToOverlay,
  type OverlayToEngine,
  type Snapshot,
} from '../../../../src/protocol/socket-contract.ts';
import { emptySnapshot, final, partial, translation } from '../../../support/caption-builders.ts';
import { startPageServer } from '../../../support/page-server.ts';
import { expectAll } from '../../../support/expect-all.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

type Page = Socket<EngineToOverlay, OverlayToEngine>;

const pages: Page[] = [];

afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

/** A page, with everything that it hears in `heard`. */
function openPage(url: string, options: Parameters<typeof io>[1] = {}): { page: Page; heard: [string, unknown][] } {
  const page: Page = io(`${url}${CAPTION_NAMESPACE}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 50,
    ...options,
  });
  pages.push(page);
  const heard: [string, unknown][] = [];
  page.on('snapshot', (snapshot) => heard.push(['snapshot', snapshot]));
  page.on('caption', (event) => heard.push(['caption', event]));
  page.on('status', (status) => heard.push(['status', status]));
  return { page, heard };
}

const captions = (heard: [string, unknown][]): CaptionEvent[] =>
  heard.flatMap(([name, value]) => (name === 'caption' ? [value as CaptionEvent] : []));

describe('the caption server', () => {
  it('disconnects a page that floods it with receipts, and no other one', async () => {
    await using engine = await startPageServer();
    const good = openPage(engine.server.url);
    const flooding = openPage(engine.server.url, { reconnection: false });
    await vi.waitFor(() => expect([good.heard.length, flooding.heard.length]).toEqual([1, 1]));
    const receipt = { type: 'transcript-final', utteranceId: 'a' as UtteranceId, revision: 1, language: 'en' } as const;
    for (let count = 0; count < 400; count += 1) flooding.page.emit('delivered', receipt);
    await vi.waitFor(() => expect(engine.receipts).toHaveLength(400));
    for (let count = 0; count < 600; count += 1) flooding.page.emit('delivered', receipt);
    await vi.waitFor(() => expect(flooding.page.connected).toBe(false));
    expect(engine.receipts.length).toBeLessThan(700);
    engine.say(final('a', 1, 'Still here.'));
    await vi.waitFor(() => expect(captions(good.heard)).toEqual([final('a', 1, 'Still here.')]));
  });

  it.each(['websocket', 'polling'])('sends the snapshot first and then events, over %s', async (transport) => {
    await using engine = await startPageServer();
    engine.say(final('a', 1, 'Before.'));
    const { heard } = openPage(engine.server.url, { transports: [transport] });
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    const [name, snapshot] = heard[0] as ['snapshot', Snapshot];
    expect(name).toBe('snapshot');
    expect(snapshot).toMatchObject({ protocol: 1, targetLanguages: ['fr', 'de'], cues: [{ stableText: 'Before.' }] });
    expect(snapshot.quietMs).toBeGreaterThanOrEqual(0);

    const status = { ...emptySnapshot().status, behindMs: 1234 };
    engine.say(partial('b', 1, 'After'), final('b', 2, 'After.'));
    engine.server.publishStatus(status);
    await vi.waitFor(() => expect(heard).toHaveLength(4));
    expect(heard.slice(1)).toEqual([
      ['caption', partial('b', 1, 'After')],
      ['caption', final('b', 2, 'After.')],
      ['status', status],
    ]);
  });

  it('loses and doubles nothing for a page that comes in the middle of speech', async () => {
    await using engine = await startPageServer();
    const published: CaptionEvent[] = [];
    let revision = 0;
    const speech = setInterval(() => {
      revision += 1;
      const id = `u${Math.floor(revision / 10)}`;
      const event =
        revision % 10 === 9 ? final(id, revision, `Text ${revision}.`) : partial(id, revision, `${revision}`);
      published.push(event);
      engine.say(event);
    }, 2);
    const opened = Array.from({ length: 8 }, () => openPage(engine.server.url));
    await vi.waitFor(() => expectAll(opened, ({ heard }) => captions(heard).length > 20));
    clearInterval(speech);
    const end = [final(`u${Math.floor(revision / 10)}`, revision + 1, 'End.'), final('last', revision + 2, 'The end.')];
    published.push(...end);
    engine.say(...end);
    const isEnd = (event: CaptionEvent | undefined): boolean => event?.utteranceId === 'last';
    await vi.waitFor(() => expectAll(opened, ({ heard }) => isEnd(captions(heard).at(-1))));

    for (const { heard } of opened) {
      expect(heard.filter(([name]) => name === 'snapshot')).toHaveLength(1);
      const { cues } = heard[0]![1] as Snapshot;
      const events = captions(heard);
      const revisions = events.map((event) => event.revision);
      expect(revisions).toEqual([...new Set(revisions)].sort((one, other) => one - other));
      const newest = Math.max(0, ...cues.map((cue) => cue.revision));
      expect(revisions[0]).toBeGreaterThan(newest);
      const finals = (list: readonly CaptionEvent[]): CaptionEvent[] =>
        list.filter((event) => event.type === 'transcript-final' && event.revision > newest);
      expect(finals(events)).toEqual(finals(published));
      expect(events.reduce(applyCaptionEvent, cues)).toEqual(published.reduce<readonly Cue[]>(applyCaptionEvent, []));
    }
  });

  it('sends few partials and every final of fast speech', async () => {
    const clock = new ManualClock();
    await using engine = await startPageServer({ clock });
    const { heard } = openPage(engine.server.url);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    for (let revision = 1; revision <= 300; revision += 1) {
      engine.say(partial('a', revision, `${revision}`));
      if (revision % 30 === 0) await clock.advance(10);
    }
    engine.say(final('a', 301, 'Final.'), translation('a', 301, 'fr', 'Finale.'));
    await vi.waitFor(() => expect(captions(heard).at(-1)?.type).toBe('translation-final'));
    const most = clock.nowMs() / 50 + 2;
    expect(captions(heard).filter((event) => event.type === 'transcript-partial').length).toBeLessThanOrEqual(most);
    expect(
      captions(heard)
        .map((event) => event.type)
        .slice(-2),
    ).toEqual(['transcript-final', 'translation-final']);
  });

  it('gives the state again to a page that comes back', async () => {
    const first = await startPageServer();
    const { heard } = openPage(first.server.url);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    const { port } = first.server;
    await first.server.close();
    const cues = [final('z', 1, 'Said by the next engine.')].reduce<readonly Cue[]>(applyCaptionEvent, []);
    await using second = await startPageServer({ port, exactPort: true, cues });
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    expect(heard[1]).toEqual(['snapshot', { ...emptySnapshot(), cues }]);
    expect(second.server.port).toBe(port);
  });

  it('counts its pages', async () => {
    await using engine = await startPageServer();
    const one = openPage(engine.server.url);
    const two = openPage(engine.server.url);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(2));
    one.page.close();
    two.page.close();
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(0));
    expect(engine.pageCounts).toEqual([1, 2, 1, 0]);
  });

  it('knows the addresses of those that OBS shows', async () => {
    await using engine = await startPageServer();
    const browser = 'Mozilla/5.0 Chrome/127.0.6533.120 Safari/537.36';
    const say = (agent: string, page: unknown): { close(): unknown } =>
      openPage(engine.server.url, { extraHeaders: { 'User-Agent': agent }, auth: { page } }).page;
    const shown = say(`${browser} OBS/31.0.2`, '/overlay?lang=de');
    say(browser, '/overlay');
    say(`${browser} OBS/31.0.2`, ['/overlay']);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(3));
    expect(engine.server.obsPages).toEqual(['/overlay?lang=de']);
    shown.close();
    await vi.waitFor(() => expect(engine.server.obsPages).toEqual([]));
  });

  it('passes on receipts, and nothing else that a page sends', async () => {
    await using engine = await startPageServer();
    const { page, heard } = openPage(engine.server.url);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    const receipt = {
      type: 'transcript-final' as const,
      utteranceId: final('a', 1, '').utteranceId,
      revision: 1,
      language: 'en',
    };
    const untyped = page as unknown as Socket;
    for (const wrong of [null, 'text', 7, [], {}, { ...receipt, type: 'x' }, { ...receipt, revision: 'x' }]) {
      untyped.emit('delivered', wrong);
    }
    untyped.emit('delivered', { ...receipt, utteranceId: 'x'.repeat(201) });
    untyped.emit('delivered');
    untyped.emit('caption', receipt);
    page.emit('delivered', receipt);
    await vi.waitFor(() => expect(engine.receipts).toEqual([receipt]));
    expect(engine.server.pageCount).toBe(1);
  });

  it('cuts off a page that sends too much', async () => {
    await using engine = await startPageServer();
    const { page, heard } = openPage(engine.server.url, { reconnection: false });
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    (page as unknown as Socket).emit('delivered', 'x'.repeat(100_000));
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(0));
    engine.say(final('a', 1, 'Still here.'));
  });

  it('refuses more pages than any streamer has', async () => {
    await using engine = await startPageServer();
    let refused = 0;
    for (let count = 0; count < 70; count += 1) {
      const { page } = openPage(engine.server.url, { reconnection: false });
      // Refused at once, or where the last places were taken meanwhile.
      page.on('connect_error', () => (refused += 1));
      page.on('disconnect', () => (refused += 1));
    }
    await vi.waitFor(() => expect([engine.server.pageCount, refused]).toEqual([64, 6]), { timeout: 10_000 });
  });

  it('closes at once, with pages connected', async () => {
    // The time that pages have for a goodbye never ends.
    const clock = new ManualClock();
    const engine = await startPageServer({ clock });
    const { heard } = openPage(engine.server.url);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    await engine.server.close();
    expect(clock.nowMs()).toBe(0);
    engine.server.publish(final('a', 1, 'Too late.'));
    await expect(fetch(engine.server.url)).rejects.toThrow();
  });
});
