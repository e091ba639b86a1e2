import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { launchChromium, type ChromiumVersion } from './chromium.ts';

/** A page under test, with all that went wrong in it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors, dialogs, violations of the content security policy, and requests to other servers. */
  readonly troubles: readonly string[];
}

interface BrowserUnderTest {
  /** Opens a page as OBS does: 1920 x 1080, without a background. */
  open(): Promise<WatchedPage>;
}

/**
 * Runs tests in the Chromium of OBS 28 to 30 and in that of OBS 31 and 32. Where a browser cannot run, its tests are
 * skipped, and their name says why.
 */
export async function describeInChromium(
  name: string,
  tests: (browser: BrowserUnderTest, version: ChromiumVersion) => void,
): Promise<void> {
  for (const version of ['103', '127'] as const) {
    const probe = await launchChromium(version);
    await probe.browser?.close();
    const title = `${name}, in Chromium ${version}`;
    if (probe.reason !== undefined) {
      describe.skip(`${title} (${probe.reason})`, () => tests({ open: () => Promise.reject(new Error()) }, version));
      continue;
    }
    describe(title, () => {
      let browser: Browser | undefined;
      beforeAll(async () => void (browser = (await launchChromium(version)).browser));
      afterEach(async () => {
        for (const context of browser?.contexts() ?? []) await context.close();
      });
      afterAll(() => browser?.close());
      tests({ open: () => openPage(browser) }, version);
    });
  }
}

async function openPage(browser: Browser | undefined): Promise<WatchedPage> {
  if (!browser) throw new Error('The browser started once, and then did not start again.');
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ignoreHTTPSErrors: true });
  await context.addInitScript(
    `addEventListener('securitypolicyviolation', (event) => console.error('CSP: ' + event.violatedDirective));`,
  );
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // A lost connection is written by the browser itself, and is part of some tests.
    const isOwn = !/ERR_CONNECTION|WebSocket connection to/.test(message.text());
    if (message.type() === 'error' && isOwn) troubles.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!/^(http|ws)s?:\/\/127\.0\.0\.1:|^(data|blob|about):/.test(request.url()))
      troubles.push(`request: ${request.url()}`);
  });
  return { page, troubles };
}
