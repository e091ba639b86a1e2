import type { Browser } from 'playwright-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { wordErrorRate } from '../../src/engine/transcription/text/word-errors.ts';
import { createFileCapture } from '../../src/engine/audio/file-capture.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { launchChromium } from '../support/chromium.ts';
import { demoClip } from '../support/clips.ts';
import { finalTexts, runEngine } from '../support/run-engine.ts';
import { samplesCapture } from '../support/samples-capture.ts';
import { bestMatch } from './microphone-correlation.ts';
import {
  browserWithMicrophone,
  click,
  joinSamples,
  openMicrophonePage,
  startListeningServer,
} from './microphone-support.ts';

const clip = demoClip('en');

let browser: Browser | undefined;
afterEach(() => browser?.close());

const probe = await launchChromium('127');
await probe.browser?.close();

describe.skipIf(probe.reason !== undefined)('captions of the microphone page', () => {
  it('are those of the same sound from a file', { timeout: 180_000 }, async () => {
    await using engine = await startListeningServer();
    browser = await browserWithMicrophone('127', clip.file);
    const { page } = await openMicrophonePage(browser, `${engine.server.url}/microphone?name=Anna&language=en`);
    await click(page, '.start');
    const frames = Math.ceil(clip.samples.length / 512) + 40;
    await vi.waitFor(() => expect(engine.frames.length).toBeGreaterThan(frames), { timeout: 90_000, interval: 200 });
    await click(page, '.stop');
    await vi.waitFor(() => expect(engine.sessions[0]?.ended.aborted).toBe(true), { timeout: 5000 });
    await browser.close();
    const heard = joinSamples(engine.frames);
    // Recognised afterwards, so that the recogniser takes no time from the browser.
    const live = await runEngine([{ id: 'page', capture: samplesCapture(heard), language: 'en' }]);
    const file = createFileCapture({ path: clip.file, pace: 'unpaced', clock: systemClock });
    const expected = await runEngine([{ id: 'file', capture: file, language: 'en' }]);
    const words = finalTexts(expected.events).join(' ');
    const count = words.split(' ').length;
    expect(count).toBeGreaterThan(80);
    // The browser's test device plays in real time, with holes where other programs take its processor. A second with
    // one costs a few words, which is no fault of the page; a page with a fault has it in most seconds.
    const { correlations } = bestMatch(heard, clip.samples, 16_000);
    const holes = correlations.filter((correlation) => correlation < 0.95).length;
    expect(holes).toBeLessThan(correlations.length / 3);
    const wrong = wordErrorRate(words, finalTexts(live.events).join(' ')) * count;
    expect(wrong).toBeLessThanOrEqual(0.03 * count + holes);
    expect(engine.sessions[0]?.state.droppedFrames).toBe(0);
  });
});
