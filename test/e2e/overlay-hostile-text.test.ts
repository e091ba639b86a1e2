import { expect, it, vi } from 'vitest';
import { final, partial } from '../support/caption-builders.ts';
import { describeInChromium } from '../support/overlay-page.ts';
import { startPageServer } from '../support/page-server.ts';

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ['markup', '<img src=x onerror=alert(1)><script>alert(2)</script><b>bold</b> &lt;i&gt;'],
  ['a right-to-left override', 'safe \u202etxet desrever \u2066\u2066 and on'],
  ['5,000 characters', 'We have to find the treasure today, friends. '.repeat(112)],
  ['5,000 characters without a space', 'x'.repeat(5000)],
  ['wide characters', '﷽𒐫'.repeat(300)],
  ['joined emoji', '👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿👩🏽‍❤️‍💋‍👨🏽🇫🇷'.repeat(60)],
  ['an endless emoji', `👩${'\u200d👩'.repeat(500)}`],
  ['stacks of combining marks', 'Zalgo'.replaceAll(/./g, (letter) => letter + '\u0300\u0301\u0302\u0489'.repeat(50))],
  ['control characters', 'a\u0000b\u0007c\u001b[31md\r\n\u2028e\ufffff'],
  ['half characters', 'a\ud83db\udc00c'],
  ['capitals', 'WWWWWWW MMMMMMM WWWWWWW MMMMMMM WWWWWWW MMMMMMM WWWWWWW MMMMMMM'],
];

await describeInChromium('hostile text', (browser) => {
  it('does no harm', async () => {
    await using engine = await startPageServer();
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?hold=60&layout=source`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));

    for (const [index, [name, text]] of HOSTILE.entries()) {
      engine.say(partial(`u${index}`, 1, text.slice(0, 50), text.slice(50)), final(`u${index}`, 2, text));
      await vi.waitFor(() => expect(engine.receipts, name).toHaveLength(index + 1), { timeout: 5000 });
      const { tags, overflow, outside, tall } = await page.evaluate<{
        tags: string[];
        overflow: number[];
        outside: number;
        tall: number;
      }>(`({
        tags: [...new Set([...document.querySelectorAll('.captions *')].map((element) => element.localName))],
        overflow: [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight],
        outside: [...document.querySelectorAll('.caption-line')].filter((line) => {
          const { left, right } = line.getBoundingClientRect();
          return left < innerWidth * 0.04 || right > innerWidth * 0.96;
        }).length,
        tall: document.querySelector('.captions').getBoundingClientRect().height,
      })`);
      expect(
        tags.filter((tag) => !['div', 'p', 'span'].includes(tag)),
        name,
      ).toEqual([]);
      expect(overflow, name).toEqual([0, 0]);
      expect(outside, name).toBe(0);
      expect(tall, name).toBeLessThanOrEqual(2 * 1.42 * 48 + 2);
      expect(await page.locator('.caption-line').count(), name).toBeLessThanOrEqual(2);
    }
    expect(troubles).toEqual([]);
  });

  it('is shown as it was said, but for what cannot be seen', async () => {
    await using engine = await startPageServer();
    const { page } = await browser.open();
    await page.goto(`${engine.server.url}/overlay?hold=60&layout=source&lines=6`);
    await vi.waitFor(() => expect(engine.server.pageCount).toBe(1));
    const said = '<img src=x onerror=alert(1)> & "quotes" 👩‍👩‍👧‍👦';
    engine.say(final('a', 1, said));
    await expect.poll(async () => (await page.locator('.caption-line').allTextContents()).join(' ')).toBe(said);
    engine.say(final('b', 1, 'one \u202eeno'));
    await expect.poll(() => page.locator('.caption-line').last().textContent()).toBe('one eno');
  });
});
