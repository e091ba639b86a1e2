import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConfigSchema } from '../../src/config/schema.ts';
import { openSession, type Session } from '../../src/session/session.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { scriptedRecognizer } from '../../src/testing/scripted-definition.ts';
import { endlessTalk } from '../support/endless-talk.ts';
import { runtimeFiles } from '../support/files.ts';
import { describeInChromium } from '../support/overlay-page.ts';

const WAIT_MS = 60_000;

const module = pathToFileURL(path.join(path.dirname(runtimeFiles.recognizerHost), 'scripted-recognizer.js')).href;
const recognizers = [{ ...scriptedRecognizer, module }];

/** Violations that keep people from using the page, as axe finds them. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(`
    axe.run().then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))
  `);
}

// Chromium 103 has not all that a click by Playwright looks at: events are sent as they are.
const press = (page: Page, name: string): Promise<void> =>
  page.locator('button', { hasText: name }).first().dispatchEvent('click');

const appears = (page: Page, selector: string): Promise<void> =>
  eventually(async () => expect(await page.locator(selector).count()).toBeGreaterThan(0), WAIT_MS);

const select = (label: string): string =>
  `[...document.querySelectorAll('label')].find((one) => one.firstChild.textContent === '${label}').querySelector('select')`;

async function choose(page: Page, label: string, value: string): Promise<void> {
  await page.evaluate(
    `(() => { const one = ${select(label)}; one.value = '${value}'; one.dispatchEvent(new Event('change', { bubbles: true })); })()`,
  );
}

await describeInChromium('the dock', (browser) => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession(
      createConfigSchema({ recognizers }).parse({
        recognizer: { language: 'en', model: `scripted:${JSON.stringify({ wordMs: 250, lookAheadMs: 300 })}` },
        server: { port: 0 },
        overlay: { layout: 'source' },
        presets: { big: { size: 80 } },
      }),
      {
        files: runtimeFiles,
        recognizers,
        sources: [{ id: 'mic', speaker: 'Ana', capture: endlessTalk(2, 900), language: 'en' }],
      },
    );
    await session.ready;
  });
  afterAll(() => session.close());

  async function openBoth() {
    const [overlay, dock] = [await browser.open(), await browser.open()];
    await dock.page.setViewportSize({ width: 320, height: 720 });
    await overlay.page.goto(`${session.url}/overlay`);
    await dock.page.goto(`${session.url}/dock`);
    await appears(dock.page, 'fieldset:not([disabled])');
    const lines = (): Promise<number> => overlay.page.locator('.caption--main .caption-line').count();
    const shows = (isShown: boolean): Promise<void> =>
      eventually(async () => expect((await lines()) > 0).toBe(isShown), WAIT_MS);
    await shows(true);
    return { overlay: overlay.page, dock: dock.page, shows, troubles: [...overlay.troubles, ...dock.troubles] };
  }

  it('hides, shows and stops captions on the overlay, and takes that back', async () => {
    const { dock, shows, troubles } = await openBoth();
    const status = dock.locator('p.sentence');
    await press(dock, 'Mute');
    await shows(false);
    await expect.poll(() => status.textContent()).toBe('Captions are hidden.');
    await press(dock, 'Undo');
    await shows(true);
    await press(dock, 'Stop');
    await expect.poll(() => status.textContent()).toBe('Stopped: nothing is heard.');
    await press(dock, 'Start');
    await shows(true);
    expect(troubles).toEqual([]);
  });

  it('changes the look of the overlay in place, and offers what the run has', async () => {
    const { dock, overlay } = await openBoth();
    await overlay.evaluate('window.isTheSame = true');
    await choose(dock, 'Theme', 'neon');
    await overlay.waitForFunction(`document.querySelector('link[href*="neon"]') !== null`, undefined, {
      timeout: WAIT_MS,
    });
    expect(await overlay.evaluate('window.isTheSame')).toBe(true);
    expect(await dock.locator('label', { hasText: 'Preset' }).locator('option').allTextContents()).toEqual([
      'none',
      'big',
    ]);
    await press(dock, 'Undo');
    await expect.poll(() => dock.evaluate(`${select('Theme')}.value`)).toBe('classic');
  });

  it('hides captions while a button is held, also by a key, and not longer where the dock is closed', async () => {
    const { dock, shows } = await openBoth();
    const hold = dock.locator('button', { hasText: 'Hold to hide' });
    await hold.dispatchEvent('pointerdown');
    await shows(false);
    await hold.dispatchEvent('pointerup');
    await shows(true);
    await dock.evaluate(
      `[...document.querySelectorAll('button')].find((one) => one.textContent === 'Hold to hide').focus()`,
    );
    await dock.keyboard.down(' ');
    await shows(false);
    await dock.keyboard.up(' ');
    await shows(true);
    await hold.dispatchEvent('pointerdown');
    await shows(false);
    await dock.close();
    await shows(true);
  });

  it('shows what was said with a way to take it back, and how loud it is', async () => {
    const { dock } = await openBoth();
    const first = dock.locator('.lines li').first();
    await appears(dock, '.lines li');
    expect(await first.locator('p').first().textContent()).toMatch(/^Ana: /u);
    const before = await dock.locator('.lines li').count();
    await first.locator('button').dispatchEvent('click');
    await expect.poll(() => dock.locator('.answer').textContent()).not.toBe('');
    expect(await dock.locator('.lines li').count()).toBeLessThanOrEqual(before);
    await eventually(async () => {
      expect(await dock.locator('.meter').first().getAttribute('aria-valuenow')).not.toBe('0');
    }, WAIT_MS);
  });

  it('is used by the keyboard alone, and keeps nobody out', async () => {
    const { dock, shows } = await openBoth();
    await dock.keyboard.press('m');
    await shows(false);
    await dock.keyboard.press('z');
    await shows(true);
    const reached: string[] = [];
    for (let count = 0; count < 8; count += 1) {
      await dock.keyboard.press('Tab');
      reached.push(
        await dock.evaluate<string>('document.activeElement.textContent.trim() || document.activeElement.ariaLabel'),
      );
    }
    expect(reached.slice(0, 4)).toEqual(['Stop S', 'Mute M', 'Clear X', 'Hold to hide']);
    expect(await seriousFaults(dock)).toEqual([]);
    expect(await dock.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  it('says that nobody answers, and comes back by itself', async () => {
    const { dock } = await openBoth();
    await dock.context().setOffline(true);
    await dock.evaluate(`dispatchEvent(new Event('offline'))`);
    await expect
      .poll(() => dock.locator('p.sentence').textContent(), { timeout: WAIT_MS })
      .toBe('Connection lost. Is Overlingo running?');
    expect(await dock.locator('fieldset[disabled]').count()).toBe(1);
    await dock.context().setOffline(false);
    await appears(dock, 'fieldset:not([disabled])');
  });
});
