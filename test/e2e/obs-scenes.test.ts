import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConfigSchema } from '../../src/config/schema.ts';
import { openSession } from '../../src/session/session.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { scriptedRecognizer } from '../../src/testing/scripted-definition.ts';
import { endlessTalk } from '../support/endless-talk.ts';
import { runtimeFiles } from '../support/files.ts';
import { obsMissing, RealObs } from '../support/obs/real-obs.ts';
import { describeInChromium } from '../support/overlay-page.ts';

const missing = obsMissing();

if (missing !== undefined) console.warn(`The tests with a real OBS are skipped: ${missing}`);

const WAIT_MS = 30_000;

const module = pathToFileURL(path.join(path.dirname(runtimeFiles.recognizerHost), 'scripted-recognizer.js')).href;
const recognizers = [{ ...scriptedRecognizer, module }];

describe.skipIf(missing !== undefined)('the scenes of a real OBS', async () => {
  let obs: RealObs;
  beforeAll(async () => {
    obs = await RealObs.start();
    await obs.with((client) => client.call('CreateScene', { sceneName: 'Talk' }));
  });
  afterAll(() => obs[Symbol.asyncDispose]());

  const show = (sceneName: string): Promise<void> =>
    obs.with((client) => client.call('SetCurrentProgramScene', { sceneName }));

  await describeInChromium('a page', (browser) => {
    it('looks otherwise in another scene, without a reload and without a blink', async () => {
      await show('Main');
      const session = await openSession(
        createConfigSchema({ recognizers }).parse({
          recognizer: { language: 'en', model: `scripted:${JSON.stringify({ wordMs: 250, lookAheadMs: 300 })}` },
          server: { port: 0 },
          overlay: { layout: 'source', size: 40 },
          obs: { ...obs.settings, scenes: { Talk: { overlay: { theme: 'outline', position: 'top' } } } },
        }),
        {
          files: runtimeFiles,
          environment: { OVERLINGO_OBS_PASSWORD: obs.password },
          recognizers,
          sources: [{ id: 'mic', capture: endlessTalk(2, 900), language: 'en' }],
        },
      );
      const { page, troubles } = await browser.open();
      const standsAt = (position: string): Promise<void> =>
        eventually(async () => {
          expect(await page.evaluate(`document.querySelector('.overlay').dataset.position`)).toBe(position);
        }, WAIT_MS);
      try {
        await page.goto(`${session.url}/overlay?size=60`);
        await eventually(async () => {
          const opacity = `getComputedStyle(document.querySelector('.caption--main .caption-line')).opacity`;
          expect(await page.evaluate(opacity)).toBe('1');
        }, WAIT_MS);
        await eventually(
          () => expect(session.status().stages.find(({ stage }) => stage === 'obs')?.state).toBe('working'),
          WAIT_MS,
        );
        // What every picture of the page shows from now on.
        await page.evaluate(`
          window.seen = [];
          const look = () => {
            const line = document.querySelector('.caption--main .caption-line');
            const style = getComputedStyle(document.documentElement);
            window.seen.push([
              line === null ? 0 : Number(getComputedStyle(line).opacity),
              style.getPropertyValue('--caption-size').trim(),
              [...document.querySelectorAll('link[href^="/themes/"]')].filter(({ sheet }) => sheet !== null).length,
            ]);
            requestAnimationFrame(look);
          };
          look();
        `);
        await show('Talk');
        await standsAt('top');
        await eventually(async () => {
          const themes = await page.evaluate(
            `[...document.querySelectorAll('link[href^="/themes/"]')].map((link) => link.getAttribute('href'))`,
          );
          expect(themes).toEqual(['/themes/outline.css']);
        }, WAIT_MS);
        const seen: [opacity: number, size: string, themes: number][] = await page.evaluate('window.seen');
        expect(seen.length).toBeGreaterThan(1);
        // The address of the page wins over the scene, and a theme is always there.
        expect([...new Set(seen.map(([, size]) => size))]).toEqual(['60']);
        expect(Math.min(...seen.map(([, , themes]) => themes))).toBeGreaterThan(0);
        expect(seen.map(([opacity]) => opacity)).not.toContain(0);
        await show('Main');
        await standsAt('bottom');
        expect(await page.evaluate('window.seen.length')).toBeGreaterThan(seen.length);
        expect(troubles).toEqual([]);
      } finally {
        await session.close();
      }
    });
  });
});
