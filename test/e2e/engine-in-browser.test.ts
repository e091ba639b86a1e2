import { expect, it, vi } from 'vitest';
import { demoClip } from '../support/clips.ts';
import { describeInChromium } from '../support/overlay-page.ts';
import { jsonLines, startCli } from '../support/run-cli.ts';

/** The text on the screen of one place, line by line. */
const MAIN = '.caption--main .caption-line';

await describeInChromium('the overlay of a running engine', (browser) => {
  it('shows what the engine hears: partial text, then the text of each final event, and the same after a reload', async () => {
    const args = ['start', '--input', `file:${demoClip('es').file}`, '--pace', '2x', '--language', 'es'];
    const port = 20_000 + (process.pid % 20_000);
    const { child, stdout, ended } = startCli([...args, '--translate', 'en', '--json', '--port', String(port)]);
    const { page, troubles } = await browser.open();
    const lines = () => jsonLines(stdout().slice(0, stdout().lastIndexOf('\n') + 1));
    try {
      await vi.waitFor(() => expect(lines().length).toBeGreaterThan(0), { timeout: 20_000 });
      await page.goto(`http://127.0.0.1:${port}/overlay?hold=60&layout=source`);
      await expect.poll(() => page.locator('.stable, .unstable').count(), { timeout: 20_000 }).toBeGreaterThan(0);
      for (const reload of [false, true]) {
        const seen = lines().filter(({ type }) => type === 'transcript-final').length;
        if (reload) await page.reload();
        await expect
          .poll(
            async () => {
              const finals = lines().filter(({ type }) => type === 'transcript-final');
              const shown = await page.locator(MAIN).allTextContents();
              return finals.length > seen && shown.join(' ').includes(String(finals.at(-1)?.['text']));
            },
            { timeout: 30_000, interval: 100 },
          )
          .toBe(true);
      }
      expect(troubles).toEqual([]);
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  });
});
