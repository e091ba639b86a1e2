import { expect, it, vi } from 'vitest';
import { final } from '../support/caption-builders.ts';
import { describeInChromium } from '../support/overlay-page.ts';
import { startPageServer } from '../support/page-server.ts';

/** Counts what a page asks the browser to do later. */
const COUNT_WORK = `
  window.asked = { timers: 0, frames: 0 };
  for (const name of ['setTimeout', 'setInterval']) {
    const own = window[name];
    window[name] = (...rest) => { window.asked.timers += 1; return own(...rest); };
  }
  const frame = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) => { window.asked.frames += 1; return frame.call(window, callback); };
`;

/** How long the page is watched, in milliseconds. Longer than its fade, shorter than the engine's ping. */
const WATCHED_MS = 3000;

await describeInChromium('an idle overlay', (browser) => {
  it.each([
    ['with nothing on the screen', false],
    ['with a caption on the screen', true],
  ])('does nothing %s', async (_name, hasCaption) => {
    await using engine = await startPageServer();
    const { page } = await browser.open();
    await page.addInitScript(COUNT_WORK);
    await page.goto(`${engine.server.url}/overlay?layout=source&hold=60`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    if (hasCaption) {
      engine.say(final('a', 1, 'This stays for a minute.'));
      await vi.waitFor(() => expect(engine.receipts).toHaveLength(1));
    }
    await page.waitForTimeout(700);

    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const metrics = async (): Promise<Record<string, number>> => {
      const { metrics: list } = await session.send('Performance.getMetrics');
      return Object.fromEntries(list.map(({ name, value }) => [name, value]));
    };
    const asked = await page.evaluate('JSON.stringify(window.asked)');
    const before = await metrics();
    await page.waitForTimeout(WATCHED_MS);
    const after = await metrics();
    expect(await page.evaluate('JSON.stringify(window.asked)')).toBe(asked);
    for (const name of ['LayoutCount', 'RecalcStyleCount']) expect([name, after[name]]).toEqual([name, before[name]]);
    expect(after['ScriptDuration']! - before['ScriptDuration']!).toBeLessThan(0.005);
    // The whole page, watching it included: less than half a percent of a core.
    expect(after['TaskDuration']! - before['TaskDuration']!).toBeLessThan((WATCHED_MS / 1000) * 0.005);
  });
});
