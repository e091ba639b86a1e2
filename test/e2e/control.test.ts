import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConfigSchema } from '../../src/config/schema.ts';
import { openSession, type Session } from '../../src/session/session.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { scriptedRecognizer } from '../../src/testing/scripted-definition.ts';
import { endlessTalk } from '../support/endless-talk.ts';
import { runtimeFiles } from '../support/files.ts';
import { describeInChromium } from '../support/overlay-page.ts';

const WAIT_MS = 30_000;

const module = pathToFileURL(path.join(path.dirname(runtimeFiles.recognizerHost), 'scripted-recognizer.js')).href;
const recognizers = [{ ...scriptedRecognizer, module }];

await describeInChromium('an overlay whose captions are controlled', (browser) => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession(
      createConfigSchema({ recognizers }).parse({
        recognizer: { language: 'en', model: `scripted:${JSON.stringify({ wordMs: 250, lookAheadMs: 300 })}` },
        server: { port: 0 },
        overlay: { layout: 'source' },
      }),
      {
        files: runtimeFiles,
        recognizers,
        sources: [{ id: 'mic', capture: endlessTalk(2, 900), language: 'en' }],
      },
    );
    await session.ready;
  });
  afterAll(() => session.close());

  it('is blank with the message that hides them, and shows the newest when they are shown again', async () => {
    const { page, troubles } = await browser.open();
    await page.goto(`${session.url}/overlay`);
    const lines = (): Promise<number> => page.locator('.caption--main .caption-line').count();
    await eventually(async () => expect(await lines()).toBeGreaterThan(0), WAIT_MS);
    // What stands on the page with each of its pictures, and with each of its messages.
    await page.evaluate(`
      window.seen = [];
      const look = () => {
        window.seen.push(document.querySelectorAll('.caption--main .caption-line').length);
        requestAnimationFrame(look);
      };
      look();
    `);
    await session.control({ type: 'show', to: 'off' });
    await eventually(async () => expect(await lines()).toBe(0), WAIT_MS);
    const from = await page.evaluate<number>('window.seen.length');
    // A sentence and more is said meanwhile.
    await eventually(async () => {
      expect(await page.evaluate<number>('window.seen.length')).toBeGreaterThan(from + 150);
    }, WAIT_MS);
    const meanwhile = await page.evaluate<number[]>(`window.seen.slice(${from})`);
    expect(Math.max(...meanwhile)).toBe(0);
    await session.control({ type: 'show', to: 'on' });
    await eventually(async () => expect(await lines()).toBeGreaterThan(0), WAIT_MS);
    expect(await lines()).toBeLessThanOrEqual(2);

    const stood = await page.locator('.caption.caption--main').textContent();
    await session.control({ type: 'clear' });
    await eventually(
      async () => expect(await page.locator('.caption.caption--main').textContent()).not.toBe(stood),
      WAIT_MS,
    );
    await eventually(async () => expect(await lines()).toBeGreaterThan(0), WAIT_MS);
    expect(troubles).toEqual([]);
  });

  it('is blank for as long as they are held', async () => {
    const { page } = await browser.open();
    await page.goto(`${session.url}/overlay`);
    const lines = (): Promise<number> => page.locator('.caption--main .caption-line').count();
    await eventually(async () => expect(await lines()).toBeGreaterThan(0), WAIT_MS);
    await session.control({ type: 'hold', forMs: 60_000 });
    await eventually(async () => expect(await lines()).toBe(0), WAIT_MS);
    await session.control({ type: 'hold', forMs: 0 });
    await eventually(async () => expect(await lines()).toBeGreaterThan(0), WAIT_MS);
  });
});
