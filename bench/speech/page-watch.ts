import type { Engine } from '../../src/engine/engine.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { createCaptionServer } from '../../src/engine/server/caption-server.ts';
import { pagesOutput } from '../../src/engine/server/pages-output.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/socket-contract.ts';
import { launchChromium } from '../../test/support/chromium.ts';
import { files, silentLog } from '../live-run.ts';
import type { PageLine, PagePicture } from './reading.ts';

/** An overlay in a real browser, connected to an engine. Times are those of the engine's clock. */
export interface WatchedOverlay {
  readonly pictures: readonly PagePicture[];
  readonly close: () => Promise<void>;
}

/** Tells every change of the lines. A line keeps its number as long as the page keeps its element. */
const WATCH_LINES = `
  const numbers = new WeakMap();
  let count = 0;
  let last = '';
  const tell = () => {
    const lines = [...document.querySelectorAll('.caption-line')].map((element) => {
      if (!numbers.has(element)) numbers.set(element, (count += 1));
      return { id: numbers.get(element), language: element.lang, text: element.innerText.trim() };
    });
    const now = JSON.stringify(lines);
    if (now !== last) tellPicture(lines);
    last = now;
  };
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(tell).observe(document, { childList: true, subtree: true, characterData: true });
  });
`;

/** Opens the overlay of an engine. @param query such as `layout=dual`. Gives the reason where no browser runs here. */
export async function watchOverlay(
  engine: Engine,
  query: string,
  languages: readonly string[],
): Promise<WatchedOverlay | string> {
  const { browser, reason } = await launchChromium('127');
  if (reason !== undefined) return reason;
  const server = await createCaptionServer({
    port: 0,
    pagesFolder: files.pages,
    assetsFolder: files.assets,
    state: () => ({
      protocol: PROTOCOL_VERSION,
      cues: engine.cues,
      status: engine.currentStatus(),
      targetLanguages: languages,
    }),
    log: silentLog,
  });
  const removeOutput = engine.addOutput(pagesOutput(server, () => engine.currentStatus()));
  const pictures: PagePicture[] = [];
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.exposeFunction('tellPicture', (lines: PageLine[]) => {
    pictures.push({ atMs: systemClock.nowMs(), lines });
  });
  await page.addInitScript(WATCH_LINES);
  await page.goto(`${server.url}/overlay?${query}`);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  return {
    pictures,
    close: async () => {
      await removeOutput();
      await browser.close();
      await server.close();
    },
  };
}
