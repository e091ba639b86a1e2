import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../src/testing/eventually.ts';
import { asset } from '../support/files.ts';
import { describeInChromium } from '../support/overlay-page.ts';
import { startPageServer, type PageServer } from '../support/page-server.ts';

const THEMES = readdirSync(asset('themes')).map((file) => path.basename(file, '.css'));

/** What stands behind the letters is their own edge: a box has none of it. */
const WITHOUT_BOX = ['outline', 'subtitle'];

interface Look {
  readonly place: string;
  /** Of the letters against their box, over the worst of black and white. */
  readonly contrast: number;
  readonly color: string;
  readonly sizePx: number;
}

/** How the letters of each place stand against what is behind them, by the rules of WCAG. */
const MEASURE = `
  (() => {
    const numbers = (color) => {
      const [red, green, blue, alpha = 1] = color.match(/[\\d.]+/g).map(Number);
      return { rgb: [red, green, blue], alpha };
    };
    const over = ({ rgb, alpha }, ground) => rgb.map((value, index) => alpha * value + (1 - alpha) * ground[index]);
    const light = (rgb) => {
      const [red, green, blue] = rgb.map((value) => value / 255).map((value) =>
        value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ratio = (one, other) => {
      const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    const grounds = (element) => {
      let worst = [[0, 0, 0], [255, 255, 255]];
      const boxes = [];
      for (let one = element; one; one = one.parentElement) boxes.unshift(numbers(getComputedStyle(one).backgroundColor));
      return worst.map((ground) => boxes.reduce((below, box) => over(box, below), ground));
    };
    return ['main', 'source'].map((place) => {
      const text = document.querySelector('.caption--' + place + ' .caption-text');
      const { color, fontSize } = getComputedStyle(text);
      return {
        place, color, sizePx: parseFloat(fontSize),
        contrast: Math.min(...grounds(text).map((ground) => ratio(over(numbers(color), ground), ground))),
      };
    });
  })()
`;

await describeInChromium('the themes of the overlay', (browser) => {
  let engine: PageServer;
  beforeAll(async () => void (engine = await startPageServer({ targetLanguages: ['es'] })));
  afterAll(() => engine.server.close());

  it('are at least seven', () => {
    expect(THEMES.length).toBeGreaterThanOrEqual(7);
  });

  it.each(THEMES)('set translation and source apart in %s, in letters that can be read', async (theme) => {
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?preview=1&theme=${theme}&layout=dual&lang=es`);
    await eventually(async () =>
      expect(await page.locator('.caption--source .caption-text').count()).toBeGreaterThan(0),
    );
    const [main, source] = await page.evaluate<[Look, Look]>(MEASURE);
    expect(source.sizePx).toBeLessThan(main.sizePx);
    expect(source.color).not.toBe(main.color);
    if (!WITHOUT_BOX.includes(theme)) {
      expect(main.contrast).toBeGreaterThanOrEqual(theme === 'contrast' ? 7 : 4.5);
      expect(source.contrast).toBeGreaterThanOrEqual(theme === 'contrast' ? 7 : 4.5);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(troubles).toEqual([]);
  });
});
