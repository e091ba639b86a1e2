import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { final } from '../support/caption-builders.ts';
import { fluentTalk } from '../support/fluent-talk.ts';
import { describeInChromium } from '../support/overlay-page.ts';
import { startPageServer, type PageServer } from '../support/page-server.ts';
import { readLooks, type Look } from '../support/viewer.ts';

/** Looks at each place ten times a second, by the clock of the page, for `window.looks`. */
const LOOK = `
  window.looks = { main: [], source: [] };
  const keys = new WeakMap();
  let count = 0;
  const keyOf = (line) => (keys.has(line) || keys.set(line, 'line ' + (count += 1)), keys.get(line));
  setInterval(() => {
    for (const place of ['main', 'source']) {
      const lines = [...document.querySelectorAll('.caption--' + place + ' .caption-line')];
      const look = { atMs: performance.now(), lines: lines.map((line) => ({ key: keyOf(line), text: line.textContent })) };
      if (lines.length > 0 || window.looks[place].length > 0) window.looks[place].push(look);
    }
  }, 100);
`;

interface Looks {
  readonly main: readonly Look[];
  readonly source: readonly Look[];
}

/** Says the talk as fast as it is said. */
async function say(engine: PageServer, wordsPerMinute: number): Promise<void> {
  const startedMs = performance.now();
  for (const { atMs, event } of fluentTalk(wordsPerMinute, ['fr'])) {
    await new Promise((resolve) => setTimeout(resolve, startedMs + atMs - performance.now()));
    engine.say(event);
  }
}

async function looksOf(page: Page): Promise<Looks> {
  return page.evaluate('window.looks');
}

/** A look comes a moment late now and then on a busy machine, and a stay is then seen shorter than it was. */
const SHORTEST_SEEN_MS = 700;

await describeInChromium('captions of a talk without pauses', (browser) => {
  it('can be read', { timeout: 120_000 }, async () => {
    await using engine = await startPageServer({ targetLanguages: ['fr'] });
    await using fast = await startPageServer({ targetLanguages: ['fr'] });
    const open = async ({ server }: PageServer, query: string): Promise<Page> => {
      const { page } = await browser.open();
      await page.goto(`${server.url}/overlay?${query}`);
      await page.evaluate(LOOK);
      return page;
    };
    const spoken = await open(engine, 'layout=source');
    const dual = await open(engine, 'layout=dual&lang=fr');
    const hasty = await open(fast, 'layout=source');
    await vi.waitFor(() => expect([engine.server.pageCount, fast.server.pageCount]).toEqual([2, 1]));
    const talked = async (on: PageServer, wordsPerMinute: number, ...pages: Page[]): Promise<Looks[]> => {
      await say(on, wordsPerMinute);
      return Promise.all(pages.map(looksOf));
    };
    const [[ofSpoken, ofDual], [ofHasty]] = await Promise.all([
      talked(engine, 180, spoken, dual),
      talked(fast, 260, hasty),
    ]);
    const places = [
      { looks: ofSpoken!.main, standstillMs: 2500, unitsPerSecond: 20 },
      { looks: ofDual!.source, standstillMs: 2500, unitsPerSecond: 20 },
      { looks: ofDual!.main, standstillMs: 3500, unitsPerSecond: 20 },
      { looks: ofHasty!.main, standstillMs: 2500, unitsPerSecond: 25 },
    ];
    for (const { looks, standstillMs, unitsPerSecond } of places) {
      const reading = readLooks(looks, unitsPerSecond);
      expect(reading.units).toBeGreaterThan(500);
      expect(reading.readShare).toBeGreaterThanOrEqual(0.99);
      expect(reading.standstillMs).toBeLessThanOrEqual(standstillMs);
      expect(reading.shortestStayMs).toBeGreaterThanOrEqual(SHORTEST_SEEN_MS);
      expect(reading.mostNewLines).toBe(1);
    }
  });

  it('begin with the newest when the page is seen again', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?layout=source&hold=60`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    const hide = async (state: string): Promise<void> => {
      const property = `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true })`;
      await page.evaluate(`${property}; document.dispatchEvent(new Event('visibilitychange'))`);
    };
    await hide('hidden');
    const sentence = (number: number): string => `This is sentence ${number} of many that came meanwhile.`;
    for (let number = 1; number <= 9; number += 1) engine.say(final(`u${number}`, 1, sentence(number)));
    const lines = (): Promise<string[]> => page.locator('.caption--main .caption-line').allTextContents();
    await expect.poll(lines).toHaveLength(2);
    expect((await lines()).join(' ')).not.toContain('sentence 9');
    await hide('visible');
    expect((await lines()).join(' ')).toBe(sentence(9));
    expect(troubles).toEqual([]);
  });
});
