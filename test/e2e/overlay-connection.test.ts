import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { final, partial } from '../support/caption-builders.ts';
import { describeInChromium } from '../support/overlay-page.ts';
import { SERVED_FOLDERS, startPageServer } from '../support/page-server.ts';

const MAIN = '.caption--main .caption-line';

await describeInChromium('the connection of the overlay', (browser) => {
  it('comes up when the engine does, however late that is', async () => {
    const first = await startPageServer();
    const { port, url } = first.server;
    await first.server.close();
    const { page, troubles } = await browser.open();
    // The page itself is there, as when OBS has kept it; the engine is not.
    await page.route(/\/(overlay|fonts|themes)/, async (route) => {
      const { pathname } = new URL(route.request().url());
      const isAsset = /^\/(fonts|themes)\//.test(pathname);
      const file = pathname === '/overlay' ? '/overlay.html' : pathname;
      const folder = isAsset ? SERVED_FOLDERS.assetsFolder : SERVED_FOLDERS.pagesFolder;
      await route.fulfill({ path: path.join(folder, file), body: await readFile(path.join(folder, file)) });
    });
    await page.goto(`${url}/overlay?hold=60&layout=source&status=1`);
    await expect.poll(() => page.locator('.status-badge').textContent()).toBe('Connecting to Overlingo …');
    await new Promise((resolve) => setTimeout(resolve, 600));

    await using engine = await startPageServer({ port, exactPort: true });
    await expect.poll(() => page.locator('.status-badge').textContent(), { timeout: 8000 }).toBe('Connected');
    engine.say(final('a', 1, 'Here I am.'));
    await expect.poll(() => page.locator(MAIN).allTextContents()).toEqual(['Here I am.']);
    expect(troubles).toEqual([]);
  });

  it('comes back after the engine was restarted, with the captions of the new one', async () => {
    const first = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.goto(`${first.server.url}/overlay?hold=60&layout=source&status=1`);
    await vi.waitFor(() => expect(first.server.pageCount).toBe(1));
    first.say(partial('a', 1, 'Cut off in the mid'));
    await expect.poll(() => page.locator(MAIN).count()).toBe(1);
    await first.server.close();
    await expect.poll(() => page.locator('.status-badge').getAttribute('data-tone')).toBe('bad');

    await using second = await startPageServer({ port: first.server.port, exactPort: true });
    await expect.poll(() => page.locator('.status-badge').textContent(), { timeout: 8000 }).toBe('Connected');
    expect(await page.locator(MAIN).count()).toBe(0);
    second.say(final('a', 1, 'The same id, another utterance.'));
    await expect.poll(() => page.locator(MAIN).allTextContents()).toEqual(['The same id, another utterance.']);
    expect(troubles).toEqual([]);
  });
});
