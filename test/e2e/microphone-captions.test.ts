import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Browser } from 'playwright-core';
import { wordErrorRate } from '../../src/cli/word-error-rate.ts';
import { BrowserSources } from '../../src/engine/audio/browser/browser-sources.ts';
import { createFileCapture } from '../../src/engine/audio/file-capture.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { createCaptionServer } from '../../src/engine/server/caption-server.ts';
import { emptySnapshot } from '../support/caption-builders.ts';
import { launchChromium } from '../support/chromium.ts';
import { demoClip } from '../support/clips.ts';
import { SERVED_FOLDERS } from '../support/page-server.ts';
import { finalTexts, runEngine } from '../support/run-engine.ts';
import { silentLog } from '../support/silent-log.ts';
import { browserWithMicrophone, click, openMicrophonePage } from './microphone-support.ts';

const clip = demoClip('en');
const clipMs = clip.samples.length / 16;

let browser: Browser | undefined;
afterEach(() => browser?.close());

const probe = await launchChromium('127');
await probe.browser?.close();

describe.skipIf(probe.reason !== undefined)('captions of the microphone page', () => {
  // Once more where it fails: a browser on a machine with too much to do loses sound before the page gets it.
  it('are those of the same sound from a file', { timeout: 180_000, retry: 1 }, async () => {
    const sources = new BrowserSources({ clock: systemClock });
    const server = await createCaptionServer({
      port: 0,
      ...SERVED_FOLDERS,
      state: () => emptySnapshot(),
      audioInlet: sources,
      log: silentLog,
    });
    try {
      browser = await browserWithMicrophone('127', clip.file);
      const { page } = await openMicrophonePage(browser, `${server.url}/microphone?name=Anna&language=en`);
      await click(page, '.start');
      await vi.waitFor(() => expect(sources.sessions).toHaveLength(1), { timeout: 10_000 });
      const [session] = sources.sessions;
      const stopped = new Promise((resolve) => setTimeout(resolve, clipMs + 1500)).then(() => click(page, '.stop'));
      const { id, name, language, capture } = session!;
      const live = await runEngine([{ id, capture, language, speaker: name }]);
      await stopped;
      const file = await runEngine([
        { id: 'file', capture: createFileCapture({ path: clip.file, pace: 'unpaced', clock: systemClock }), language },
      ]);
      const [heard, expected] = [finalTexts(live.events).join(' '), finalTexts(file.events).join(' ')];
      expect(expected.split(' ').length).toBeGreaterThan(80);
      expect(wordErrorRate(expected, heard)).toBeLessThanOrEqual(0.03);
      expect(session!.state).toMatchObject({ lostFrames: 0, droppedFrames: 0 });
    } finally {
      sources.close();
      await server.close();
    }
  });
});
