import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { final, translation } from '../support/caption-builders.ts';
import { describeInChromium } from '../support/overlay-page.ts';
import { startPageServer } from '../support/page-server.ts';

/** Presses the first button with this text. Playwright's own clicks need a newer Chromium than 103. */
async function press(page: Page, text: string): Promise<void> {
  const button = `[...document.querySelectorAll('button')].find((one) => one.textContent === '${text}')`;
  await expect.poll(() => page.evaluate(`Boolean(${button})`)).toBe(true);
  await page.evaluate(`${button}.click()`);
}

/** The lines of the overlay inside the page. Playwright's own look into frames needs a newer Chromium than 103. */
async function framedCaptions(page: Page): Promise<string[]> {
  return page.evaluate(
    `[...document.querySelector('iframe').contentDocument.querySelectorAll('.caption-line')].map((line) => line.textContent)`,
  );
}

await describeInChromium('the demo page', (browser, version) => {
  it('shows the overlay at work, and the addresses for OBS', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/demo`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(2));
    engine.say(final('a', 1, 'Good evening.'), translation('a', 1, 'fr', 'Bonsoir.'));
    await expect.poll(() => framedCaptions(page)).toEqual(['Good evening.', 'Bonsoir.']);
    expect(await page.locator('.links a').allTextContents()).toEqual(
      ['?lang=fr', '?lang=de', '?layout=dual&lang=fr', '?layout=source'].map(
        (query) => `127.0.0.1:${engine.server.port}/overlay${query}`,
      ),
    );
    expect(await page.locator('.sentence').textContent()).toBe('Connected');
    expect(troubles).toEqual([]);
  });

  it('changes the language and the theme of the overlay', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/demo`);
    await press(page, 'German');
    await press(page, 'neon');
    await expect.poll(() => page.locator('.stage iframe').getAttribute('src')).toBe('/overlay?lang=de&theme=neon');
    engine.say(final('a', 1, 'Hello.'), translation('a', 1, 'de', 'Hallo.'));
    await expect.poll(() => framedCaptions(page)).toEqual(['Hallo.']);
    expect(troubles).toEqual([]);
  });

  // Nothing gives a page of Chromium 103 the right to the clipboard from outside.
  it.skipIf(version === '103')('copies an address', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: engine.server.url });
    await page.goto(`${engine.server.url}/demo`);
    await expect.poll(() => page.locator('.links li').count()).toBe(4);
    await press(page, 'Copy');
    await expect.poll(() => page.locator('.links button').first().textContent()).toBe('Copied');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${engine.server.url}/overlay?lang=fr`);
    expect(troubles).toEqual([]);
  });

  it('is led to by the first page of the server', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.goto(engine.server.url);
    await page.evaluate(`document.querySelector('a[href="/demo"]').click()`);
    await expect.poll(() => page.locator('h2').allTextContents()).toEqual(['Engine', 'Put it into OBS']);
    expect(troubles).toEqual([]);
  });
});
