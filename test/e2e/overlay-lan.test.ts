import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { createSelfSignedCertificate } from '../../src/engine/server/self-signed.ts';
import { final, translation } from '../support/caption-builders.ts';
import { describeInChromium } from '../support/overlay-page.ts';
import { startPageServer, type PageServer } from '../support/page-server.ts';

const MAIN = '.caption--main .caption-line';
const tls = createSelfSignedCertificate(['127.0.0.1'], Date.now());

/** Everything that comes in at the second door counts as from elsewhere, so that the loopback address will do. */
const startLanServer = (): Promise<PageServer> => startPageServer({ lan: { port: 0, host: '127.0.0.1', tls } });

const captions = (page: Page): Promise<string[]> => page.locator(MAIN).allTextContents();

await describeInChromium('pages on another device', (browser) => {
  it('show captions with the token in the address, also after a reload', async () => {
    await using engine = await startLanServer();
    const { page, troubles } = await browser.open();
    const [url = ''] = engine.server.guestUrls('/overlay');
    await page.goto(url.replace('#', '?hold=60&layout=source#'));
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    engine.say(final('a', 1, 'Good evening.'));
    await expect.poll(() => captions(page)).toEqual(['Good evening.']);
    await vi.waitFor(() => expect(engine.receipts).toHaveLength(1));
    await page.reload();
    await expect.poll(() => captions(page)).toEqual(['Good evening.']);
    expect(troubles).toEqual([]);
  });

  it('take a token out of the query, where it would be sent to the server', async () => {
    await using engine = await startLanServer();
    const { page } = await browser.open();
    const [url = ''] = engine.server.guestUrls('/overlay');
    await page.goto(url.replace('#', '?hold=60&layout=source&'));
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    expect(await page.evaluate('location.search + location.hash')).toBe(
      `?hold=60&layout=source#token=${engine.server.token.value}`,
    );
  });

  it('show nothing without the token, say so, and come up with the right address', async () => {
    await using engine = await startLanServer();
    const { page } = await browser.open();
    const [url = ''] = engine.server.guestUrls('/overlay');
    const wrong = url.replace(/#.*/, '?layout=source&status=1&hold=60#token=wrong');
    await page.goto(wrong);
    const badge = page.locator('.status-badge');
    await expect.poll(() => badge.textContent()).toContain('This address is not valid');
    expect(engine.server.pageCount).toBe(0);
    engine.say(final('a', 1, 'Secret.'));
    expect(await captions(page)).toEqual([]);
    await page.evaluate(`location.hash = ${JSON.stringify(new URL(url).hash)}`);
    await expect.poll(() => badge.textContent()).toBe('Connected');
  });

  it('lose the captions when the token is renewed', async () => {
    await using engine = await startLanServer();
    const { page } = await browser.open();
    const [url = ''] = engine.server.guestUrls('/overlay');
    await page.goto(url.replace('#', '?hold=60&layout=source&status=1#'));
    const badge = page.locator('.status-badge');
    await expect.poll(() => badge.textContent()).toBe('Connected');
    engine.server.token.renew();
    await expect.poll(() => badge.textContent()).toContain('no longer valid');
  });

  it('include the demo page, its overlay, and the addresses that it gives', async () => {
    await using engine = await startLanServer();
    const { page, troubles } = await browser.open();
    const [url = ''] = engine.server.guestUrls('/demo');
    await page.goto(url);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(2));
    engine.say(final('a', 1, 'Good evening.'), translation('a', 1, 'fr', 'Bonsoir.'));
    const framed = `[...document.querySelector('iframe').contentDocument.querySelectorAll('.caption-line')].map((line) => line.textContent)`;
    await expect.poll(() => page.evaluate(framed)).toEqual(['Good evening.', 'Bonsoir.']);
    const link = page.locator('.links a').first();
    const { origin, hash, host } = new URL(url);
    expect(await link.getAttribute('href')).toBe(`${origin}/overlay?lang=fr${hash}`);
    expect(await link.textContent()).toBe(`${host}/overlay?lang=fr`);
    expect(troubles).toEqual([]);
  });
});
