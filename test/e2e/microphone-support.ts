import type { Browser, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { AudioFrame } from '../../src/engine/audio/audio-frame.ts';
import { createPageCapture } from '../../src/engine/audio/browser/page-capture.ts';
import {
  createCaptionServer,
  type CaptionServer,
  type CaptionServerOptions,
} from '../../src/engine/server/caption-server.ts';
import { emptySnapshot } from '../support/caption-builders.ts';
import { launchChromium, type ChromiumVersion } from '../support/chromium.ts';
import { openPageRoom, type PageGuest, type PageRoom } from '../support/guest-rooms.ts';
import { SERVED_FOLDERS } from '../support/page-server.ts';
import { silentLog } from '../../src/engine/log.ts';

/** A caption server that takes sound, with everything that it has heard. */
export interface ListeningServer extends AsyncDisposable {
  readonly server: CaptionServer;
  readonly room: PageRoom;
  readonly sessions: PageGuest[];
  /** The frames of all sessions, in the order in which they came. */
  readonly frames: AudioFrame[];
}

/** @param options differences from a server of this machine at any free port. */
export async function startListeningServer(options: Partial<CaptionServerOptions> = {}): Promise<ListeningServer> {
  const room = openPageRoom();
  const sessions: PageGuest[] = [];
  const frames: AudioFrame[] = [];
  room.subscribe({
    onSession: (session) => {
      sessions.push(session);
      void collect(session, frames);
    },
  });
  const server = await createCaptionServer({
    port: 0,
    ...SERVED_FOLDERS,
    state: () => emptySnapshot(),
    pageGuests: { room, createSound: createPageCapture },
    log: silentLog,
    ...options,
  });
  return {
    server,
    room,
    sessions,
    frames,
    async [Symbol.asyncDispose]() {
      room.close();
      await server.close();
    },
  };
}

async function collect(session: PageGuest, frames: AudioFrame[]): Promise<void> {
  for await (const frame of session.capture.frames(session.ended)) frames.push(frame);
}

/** A browser whose microphone plays a file once, and which asks nobody. */
export async function browserWithMicrophone(
  version: ChromiumVersion,
  file: string,
  flags: readonly string[] = [],
): Promise<Browser> {
  const { browser, reason } = await launchChromium(version, [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}%noloop`,
    ...flags,
  ]);
  if (browser === undefined) throw new Error(reason);
  return browser;
}

/** Opens the microphone page. Chromium 103 and Playwright's clicks do not go together, so all is done by scripts. */
export async function openMicrophonePage(browser: Browser, url: string): Promise<{ page: Page; troubles: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ignoreHTTPSErrors: true });
  await context.addInitScript(
    `addEventListener('securitypolicyviolation', (event) => console.error('CSP: ' + event.violatedDirective));`,
  );
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const isOwn = !/ERR_|WebSocket connection to/.test(message.text());
    if (message.type() === 'error' && isOwn) troubles.push(`console: ${message.text()}`);
  });
  await page.goto(url);
  await present(page, '.start');
  return { page, troubles };
}

/** Clicks the first element that the selector finds. */
export async function click(page: Page, selector: string): Promise<void> {
  await page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
}

/**
 * Waits until the page has such an element. What Playwright has for it needs `eval`, which the policy of the page forbids,
 * or more than Chromium 103 has.
 */
export async function present(page: Page, selector: string): Promise<void> {
  const isThere = (): Promise<boolean> => page.evaluate(`document.querySelector(${JSON.stringify(selector)}) !== null`);
  await vi.waitFor(async () => expect(await isThere(), `${selector} on the page`).toBe(true), { timeout: 30_000 });
}

/** What the page says about itself now. */
export async function sentence(page: Page): Promise<string> {
  return page.evaluate(`document.querySelector('.sentence')?.textContent ?? ''`);
}

/** The samples of frames, joined. */
export function joinSamples(frames: readonly AudioFrame[]): Float32Array {
  const samples = new Float32Array(frames.length * 512);
  frames.forEach((frame, index) => samples.set(frame.samples, index * 512));
  return samples;
}
