import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { startAudience, type AudienceServer } from '../support/audience-server.ts';
import { final, partial, translation } from '../support/caption-builders.ts';
import { startNetwork } from './microphone-network.ts';
import { describeInChromium } from '../support/overlay-page.ts';

const require = createRequire(import.meta.url);
const axeFile = require.resolve('axe-core/axe.min.js');

const PHONE = { width: 360, height: 740 } as const;

const lines = (page: Page): Promise<string[]> => page.locator('.line:not(.partial)').allTextContents();
const isAtNow = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(
    '(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)(document.querySelector(".scroll"))',
  );

/** Without what Playwright asks a browser first, since the older Chromium does not know it. */
async function press(page: Page, name: string): Promise<void> {
  const named = `(button) => button.textContent.includes(${JSON.stringify(name)})`;
  await page.evaluate(`[...document.querySelectorAll('button')].find(${named}).click()`);
}

async function choose(page: Page, track: string): Promise<void> {
  const select = `document.querySelector('select')`;
  await page.evaluate(`${select}.value = ${JSON.stringify(track)}; ${select}.dispatchEvent(new Event('change'));`);
}

/** Moves what was said up or down, to so many pixels from its beginning. */
const scrollTo = (page: Page, top: number): Promise<unknown> =>
  page.evaluate(`document.querySelector('.scroll').scrollTop = ${top}`);

/** So many sentences, each with a translation. */
function talk(server: AudienceServer, from: number, count: number): void {
  for (let index = from; index < from + count; index += 1)
    server.say(
      final(`u${index}`, 1, `This is sentence number ${index}.`),
      translation(`u${index}`, 1, 'fr', `Voici la phrase numéro ${index}.`),
      translation(`u${index}`, 1, 'ar', `هذه هي الجملة رقم ${index}.`),
    );
}

await describeInChromium('the page of viewers', (browser) => {
  async function open(url: string): Promise<{ readonly page: Page; readonly troubles: readonly string[] }> {
    const { page, troubles } = await browser.open();
    await page.setViewportSize(PHONE);
    await page.goto(url);
    return { page, troubles };
  }

  it('shows what is said as it grows, and then for good', async () => {
    await using server = await startAudience();
    const { page, troubles } = await open(server.url);
    await expect.poll(() => page.locator('.empty').textContent()).toBe('What is said appears here.');
    await vi.waitFor(() => expect(server.door.hall.viewers).toBe(1));
    await expect.poll(() => page.locator('select').inputValue()).toBe('source');
    server.say(partial('a', 1, 'Good', ' even'));
    await expect.poll(() => page.locator('.partial').allTextContents()).toEqual(['Good even']);
    server.say(final('a', 2, 'Good evening.'));
    await expect.poll(() => lines(page)).toEqual(['Good evening.']);
    expect(await page.locator('.partial').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('changes the language, keeps the choice, and writes each line as its language is written', async () => {
    await using server = await startAudience();
    talk(server, 0, 3);
    const { page, troubles } = await open(server.url);
    await expect.poll(() => page.locator('option').allTextContents()).toEqual(['As spoken', 'Français', 'العربية']);
    await choose(page, 'ar');
    await expect.poll(async () => (await lines(page))[0]).toBe('هذه هي الجملة رقم 0.');
    const first = page.locator('.line').first();
    expect([await first.getAttribute('lang'), await first.getAttribute('dir')]).toEqual(['ar', 'rtl']);
    await page.reload();
    await expect.poll(() => page.locator('select').inputValue()).toBe('ar');
    await expect.poll(async () => (await lines(page)).length).toBe(3);
    await choose(page, 'fr');
    await expect.poll(async () => (await lines(page)).at(-1)).toBe('Voici la phrase numéro 2.');
    expect(troubles).toEqual([]);
  });

  it('stays where somebody has scrolled to, and goes to the newest line on demand', async () => {
    await using server = await startAudience();
    talk(server, 0, 200);
    const { page, troubles } = await open(server.url);
    await expect.poll(async () => (await lines(page)).length).toBe(200);
    await expect.poll(() => isAtNow(page)).toBe(true);
    talk(server, 200, 1);
    await expect.poll(async () => (await lines(page)).length).toBe(201);
    await expect.poll(() => isAtNow(page)).toBe(true);

    await scrollTo(page, 300);
    await expect.poll(() => page.locator('.jump').textContent()).toBe('Jump to now');
    talk(server, 201, 3);
    await expect.poll(() => page.locator('.jump').textContent()).toBe('Jump to now (3 new)');
    expect(await page.evaluate('document.querySelector(".scroll").scrollTop')).toBe(300);
    await press(page, 'Jump to now');
    await expect.poll(() => isAtNow(page)).toBe(true);
    await expect.poll(() => page.locator('.jump').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('has larger letters and other colours, and keeps them', async () => {
    await using server = await startAudience();
    talk(server, 0, 50);
    const { page } = await open(server.url);
    await expect.poll(async () => (await lines(page)).length).toBe(50);
    const size = (): Promise<string> => page.evaluate('getComputedStyle(document.querySelector(".line")).fontSize');
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const before = { size: await size(), ground: await ground() };
    await press(page, 'Letters and colours');
    await press(page, 'Larger letters');
    await press(page, 'Dark');
    await expect.poll(size).not.toBe(before.size);
    await expect.poll(ground).not.toBe(before.ground);
    await expect.poll(() => isAtNow(page)).toBe(true);
    const after = { size: await size(), ground: await ground() };
    await page.reload();
    await expect.poll(async () => (await lines(page)).length).toBe(50);
    expect({ size: await size(), ground: await ground() }).toEqual(after);
  });

  it('misses nothing where the network is gone for a while', async () => {
    // By another port than that of the door, as with a tunnel.
    await using server = await startAudience({ hosts: ['127.0.0.1'] });
    await using network = await startNetwork(server.door.port);
    const { page } = await open(`http://127.0.0.1:${network.port}/watch`);
    talk(server, 0, 2);
    await expect.poll(async () => (await lines(page)).length).toBe(2);
    network.goDead();
    talk(server, 2, 3);
    network.comeBack();
    const all = [0, 1, 2, 3, 4].map((index) => `This is sentence number ${index}.`);
    await expect.poll(() => lines(page), { timeout: 15_000 }).toEqual(all);
    await expect.poll(() => page.locator('.note').getAttribute('hidden')).not.toBeNull();
  });

  it('says that the connection is lost, and that captions have ended, and goes on with the next run', async () => {
    const first = await startAudience({ startedAtMs: 1000 });
    talk(first, 0, 1);
    const { page } = await open(first.url);
    await expect.poll(async () => (await lines(page)).length).toBe(1);
    first.feed.close();
    await expect.poll(() => page.locator('.note').textContent()).toBe('No captions at the moment.');
    await first.door.close();
    await expect.poll(() => page.locator('.note').textContent()).toBe('No connection. Trying again …');
    await using second = await startAudience({ startedAtMs: 2000, port: first.door.port });
    talk(second, 1, 1);
    const both = ['This is sentence number 0.', 'This is sentence number 1.'];
    await expect.poll(() => lines(page), { timeout: 15_000 }).toEqual(both);
  });

  it('shows nothing while captions are hidden', async () => {
    await using server = await startAudience();
    talk(server, 0, 2);
    const { page } = await open(server.url);
    await expect.poll(async () => (await lines(page)).length).toBe(2);
    server.set({ hidden: true });
    await expect.poll(() => page.locator('.note').textContent()).toBe('The streamer has hidden the captions.');
    expect(await page.locator('body').textContent()).not.toContain('sentence number');
    server.set({ hidden: false });
    await expect.poll(async () => (await lines(page)).length).toBe(2);
  });

  it('reads new lines to those who do not see them, and not those from before', async () => {
    await using server = await startAudience();
    talk(server, 0, 20);
    const { page } = await open(server.url);
    await expect.poll(async () => (await lines(page)).length).toBe(20);
    const announced = page.locator('[role=log] p');
    expect(await announced.count()).toBe(0);
    expect(await page.locator('[role=log]').getAttribute('aria-live')).toBe('polite');
    talk(server, 20, 1);
    await expect.poll(() => announced.allTextContents()).toEqual(['This is sentence number 20.']);
    expect(await announced.first().getAttribute('lang')).toBe('en');
  });

  it.each(['light', 'dark'] as const)('has nothing that axe calls serious, %s', async (colorScheme) => {
    await using server = await startAudience();
    talk(server, 0, 30);
    server.say({ ...final('with-name', 1, 'I am here too.'), speaker: 'Mia' });
    const { page } = await open(server.url);
    await page.emulateMedia({ colorScheme });
    await expect.poll(async () => (await lines(page)).length).toBe(31);
    server.say(partial('p', 1, 'And one more'));
    await expect.poll(() => page.locator('.partial').count()).toBe(1);
    await press(page, 'Letters and colours');
    await scrollTo(page, 0);
    await expect.poll(() => page.locator('.jump').count()).toBe(1);
    // Past the policy of the page, which lets no other scripts in.
    await page.evaluate(await readFile(axeFile, 'utf8'));
    const violations = await page.evaluate<{ id: string; impact: string; nodes: { html: string }[] }[]>(
      'axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes })))',
    );
    expect(violations.map(({ id, impact, nodes }) => [id, impact, nodes[0]?.html])).toEqual([]);
  });

  it('fits into 320 pixels', async () => {
    await using server = await startAudience({ targetLanguages: ['pt-BR', 'pt-PT', 'zh-Hant'] });
    server.say(final('a', 1, `An endless word: ${'a'.repeat(120)}.`));
    const { page } = await open(server.url);
    await page.setViewportSize({ width: 320, height: 480 });
    await press(page, 'Letters and colours');
    for (let index = 0; index < 3; index += 1) await press(page, 'Larger letters');
    await expect.poll(async () => (await lines(page)).length).toBe(1);
    await choose(page, 'pt-BR');
    const widths = await page.evaluate<number[]>(
      '[document.documentElement.scrollWidth, document.querySelector(".scroll").scrollWidth, document.querySelector(".look").getBoundingClientRect().right]',
    );
    expect(Math.max(...widths)).toBeLessThanOrEqual(320);
  });
});
