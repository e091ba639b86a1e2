import type { Browser, Page } from 'playwright-core';

/** Notes every text of each place of an overlay, from the first one on. */
const RECORDER = `
  window.shown = { main: new Set(), source: new Set() };
  const note = () => {
    for (const [place, texts] of Object.entries(window.shown)) {
      const lines = [...document.querySelectorAll('.caption--' + place + ' .caption-text')];
      texts.add(lines.map((line) => line.textContent).join(' '));
    }
  };
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true });
  });
`;

/** Opens an overlay of the size of a stream. @param address with its query. */
export async function openOverlay(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.addInitScript(RECORDER);
  await page.goto(address);
  return page;
}

/** Every text that was on the page in a place, in order; lines are joined by spaces. */
export async function shownTexts(page: Page, place: 'main' | 'source'): Promise<string[]> {
  return page.evaluate(`[...window.shown['${place}']]`);
}
