import { expect, it, vi } from 'vitest';
import { discard, final, partial, translation } from '../support/caption-builders.ts';
import { describeInChromium } from '../support/overlay-page.ts';
import { startPageServer } from '../support/page-server.ts';
import { alphaRange } from '../support/png-alpha.ts';

/** The text on the screen of one place, line by line. */
const MAIN = '.caption--main .caption-line';
const SOURCE = '.caption--source .caption-line';

/** The part of a DOMRect that is looked at. */
interface Sides {
  readonly left: number;
  readonly right: number;
}

await describeInChromium('the overlay', (browser) => {
  it('shows the text of the final event, and sends its receipt', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?hold=60&layout=source`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    engine.say(partial('a', 1, 'We have to', ' find a trea'));
    await expect.poll(() => page.locator('.stable').allTextContents()).toEqual(['We have to']);
    expect(await page.locator('.unstable').allTextContents()).toEqual([' find a trea']);
    engine.say(final('a', 2, 'We have to find the treasure.'));
    await expect.poll(() => page.locator(MAIN).allTextContents()).toEqual(['We have to find the treasure.']);
    expect(await page.locator(MAIN).getAttribute('data-state')).toBe('final');
    await vi.waitFor(() =>
      expect(engine.receipts).toEqual([{ type: 'transcript-final', utteranceId: 'a', revision: 2, language: 'en' }]),
    );
    engine.say(discard('a', 3));
    await expect.poll(() => page.locator(MAIN).count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it.each([
    ['zh-TW', '大家好，我們今天一起玩遊戲'],
    ['zh-CN', '大家好，我们今天一起玩游戏'],
    ['no', 'Hei, alle sammen.'],
    ['iw', 'שלום לכולם.'],
  ])('shows the translation for %s, whatever code the engine has for it', async (language, text) => {
    await using engine = await startPageServer({ targetLanguages: ['zh-Hans', 'zh-Hant', 'nb', 'he'] });
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?hold=60&width=60&lang=${language}`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    engine.say(
      final('a', 1, 'Hello, everybody.'),
      translation('a', 1, 'zh-Hans', '大家好，我们今天一起玩游戏'),
      translation('a', 1, 'zh-Hant', '大家好，我們今天一起玩遊戲'),
      translation('a', 1, 'nb', 'Hei, alle sammen.'),
      translation('a', 1, 'he', 'שלום לכולם.'),
    );
    await expect.poll(() => page.locator(MAIN).allTextContents()).toEqual([text]);
    expect(troubles).toEqual([]);
  });

  it('shows the translation over the spoken words in the dual layout', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?hold=60&layout=dual`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    engine.say(final('a', 1, 'Good evening everyone.'), translation('a', 1, 'fr', 'Bonsoir à tous.'));
    await expect.poll(() => page.locator(MAIN).allTextContents()).toEqual(['Bonsoir à tous.']);
    expect(await page.locator(SOURCE).allTextContents()).toEqual(['Good evening everyone.']);
    const sizes = await page.evaluate<number[]>(
      `['main', 'source'].map((place) => parseFloat(getComputedStyle(document.querySelector('.caption--' + place)).fontSize))`,
    );
    expect(sizes[0]).toBeCloseTo(48);
    expect(sizes[1]).toBeLessThan(sizes[0]! * 0.7);
    await vi.waitFor(() => expect(engine.receipts).toHaveLength(2));
    expect(troubles).toEqual([]);
  });

  it('restores its state after a reload in the middle of speech', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?hold=60&layout=source`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    engine.say(final('a', 1, 'Said before.'), partial('b', 1, 'Being said', ' now'));
    await expect.poll(() => page.locator(MAIN).allTextContents()).toEqual(['Said before.', 'Being said now']);
    await page.reload();
    await expect.poll(() => page.locator(MAIN).allTextContents()).toEqual(['Said before.', 'Being said now']);
    engine.say(final('b', 2, 'Being said now and then.'));
    await expect.poll(() => page.locator(MAIN).last().textContent()).toBe('Being said now and then.');
    expect(troubles).toEqual([]);
  });

  it('is transparent, but for the captions', async () => {
    await using engine = await startPageServer();
    const { page } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?hold=60&layout=source`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    const shot = (): Promise<Buffer> => page.screenshot({ omitBackground: true });
    expect(alphaRange(await shot())).toEqual({ least: 0, most: 0 });
    engine.say(final('a', 1, 'Hello.'));
    await expect.poll(() => page.locator(MAIN).count()).toBe(1);
    await expect.poll(async () => alphaRange(await shot()), { timeout: 10_000 }).toEqual({ least: 0, most: 255 });
    const corner = await page.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: 1920, height: 700 } });
    expect(alphaRange(corner)).toEqual({ least: 0, most: 0 });
  });

  it('writes Arabic from right to left', async () => {
    await using engine = await startPageServer({ targetLanguages: ['ar'] });
    const { page } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?hold=60`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    engine.say(final('a', 1, 'Welcome!'), translation('a', 1, 'ar', 'أهلًا بكم!'));
    await expect.poll(() => page.locator(MAIN).getAttribute('dir')).toBe('rtl');
    expect(await page.locator(MAIN).getAttribute('lang')).toBe('ar');
    const [line, text] = await page.evaluate<Sides[]>(
      `['', ' .caption-text'].map((part) => document.querySelector('${MAIN}' + part).getBoundingClientRect().toJSON())`,
    );
    expect(text!.right).toBeCloseTo(line!.right, 0);
    expect(text!.left).toBeGreaterThan(line!.left + 100);
  });

  it('shows sample text in the preview, without an engine', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await page.goto(`${engine.server.url}/overlay?preview=1&layout=dual&lang=de&theme=card&status=1`);
    await expect
      .poll(async () => (await page.locator(MAIN).allTextContents()).join(' '))
      .toBe('Willkommen im Stream! Heute suchen wir den Schatz der alten Burg.');
    expect(await page.locator(SOURCE).count()).toBeGreaterThan(0);
    expect(await page.locator('.status-badge').textContent()).toBe('Connected');
    expect(sockets).toEqual([]);
    expect(engine.server.pageCount).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('says what is wrong with its address where that asks for the badge, and shows captions all the same', async () => {
    await using engine = await startPageServer();
    const { page } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?preview=1&theme=nope&size=-4&status=1`);
    await expect
      .poll(() => page.locator('.status-badge').textContent())
      .toBe(
        'size=-4 is not from 12 to 200: 12 is used. theme=nope is not there: there is no such file in the folder of themes.',
      );
    expect(await page.locator(MAIN).count()).toBeGreaterThan(0);
    const plain = await browser.open();
    await plain.page.goto(`${engine.server.url}/overlay?preview=1&theme=nope&size=-4`);
    await expect.poll(() => plain.page.locator(MAIN).count()).toBeGreaterThan(0);
    expect(await plain.page.locator('.status-badge').count()).toBe(0);
  });

  it('obeys the custom CSS of OBS without !important', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?preview=1&size=60&theme=neon`);
    await expect.poll(() => page.locator(MAIN).count()).toBeGreaterThan(0);
    // As obs-browser does it: a style element at the end of the head.
    await page.evaluate(
      `document.head.append(Object.assign(document.createElement('style'), { textContent: ':root{--caption-size:30;--caption-color:rgb(1,2,3)}' }))`,
    );
    const style = `getComputedStyle(document.querySelector('.caption--main'))`;
    expect(await page.evaluate(`[${style}.fontSize, ${style}.color]`)).toEqual(['30px', 'rgb(1, 2, 3)']);
    expect(troubles).toEqual([]);
  });

  it('marks what nobody could translate', async () => {
    await using engine = await startPageServer();
    const { page } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?lang=fr&theme=no-such-theme`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    engine.say(final('a', 1, 'Hello.'), { ...translation('a', 1, 'fr', 'Hello.'), untranslated: true });
    await expect.poll(() => page.locator('.caption-tag').textContent()).toBe('en');
    expect(await page.locator(MAIN).getAttribute('data-untranslated')).toBe('');
    expect(await page.locator(MAIN).getAttribute('lang')).toBe('en');
  });
});
