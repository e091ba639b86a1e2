import { expect, it } from 'vitest';
import type { TranslatorStatus } from '../../src/protocol/status.ts';
import { emptySnapshot } from '../support/caption-builders.ts';
import { describeInChromium } from '../support/overlay-page.ts';
import { startPageServer } from '../support/page-server.ts';

const counts = { characters: 0, inputTokens: 0, outputTokens: 0 };
const llm: TranslatorStatus = { name: 'llm', state: 'working', requests: 7, ...counts, failures: {} };
const resting: TranslatorStatus = {
  ...{ name: 'deepl', state: 'resting', detail: 'The quota is used up.' },
  ...{ requests: 1, ...counts, failures: { 'translator-quota': 1 } },
};

await describeInChromium('the translators on the demo page', (browser) => {
  it('stand in the order in which they are asked, each with its state, and follow the engine', async () => {
    const { status } = emptySnapshot();
    const state = () => ({ ...emptySnapshot(), status: { ...status, translators: [resting, llm] } });
    await using engine = await startPageServer({ state });
    const { page, troubles } = await browser.open();
    await page.goto(`${engine.server.url}/demo`);
    const items = page.locator('.translators li');
    await expect
      .poll(() => items.allTextContents())
      .toEqual(['deeplResting. The quota is used up.1 request1 failure', 'llmWorking7 requests']);
    engine.server.publishStatus({ ...status, translators: [{ ...resting, state: 'working' }, llm] });
    await expect.poll(() => items.first().locator(':scope > span').textContent()).toBe('Working');
    expect(await items.first().getAttribute('data-state')).toBe('working');
    expect(troubles).toEqual([]);
  });

  it('are not there where nothing is translated', async () => {
    await using engine = await startPageServer();
    const { page } = await browser.open();
    await page.goto(`${engine.server.url}/demo`);
    await expect.poll(() => page.locator('.sentence').textContent()).toBe('Connected');
    expect(await page.locator('.translators').count()).toBe(0);
  });
});
