import type { Browser, Page } from 'playwright-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AudioFrame } from '../../src/engine/audio/audio-frame.ts';
import { createSelfSignedCertificate } from '../../src/engine/server/self-signed.ts';
import { launchChromium } from '../support/chromium.ts';
import { demoClip } from '../support/clips.ts';
import { expectAll } from '../support/expect-all.ts';
import { bestMatch } from './microphone-correlation.ts';
import { startNetwork } from './microphone-network.ts';
import {
  browserWithMicrophone,
  click,
  joinSamples,
  openMicrophonePage,
  present,
  sentence,
  startListeningServer,
  type ListeningServer,
} from './microphone-support.ts';

const clip = demoClip('en');
const HEARD = 'Overlingo hears you';

let browser: Browser | undefined;

afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

function isSilent(samples: Float32Array): boolean {
  return samples.every((sample) => sample === 0);
}

async function waitForFrames(frames: readonly unknown[], count: number): Promise<void> {
  await vi.waitFor(() => expect(frames.length).toBeGreaterThan(count), { timeout: 30_000, interval: 100 });
}

/** Answers for somebody who does not allow the microphone. */
async function denyMicrophone(page: Page): Promise<void> {
  await page.evaluate(
    `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))`,
  );
}

for (const version of ['103', '127'] as const) {
  const probe = await launchChromium(version);
  await probe.browser?.close();
  describe.skipIf(probe.reason !== undefined)(`the microphone page, in Chromium ${version}`, () => {
    it('sends what the microphone hears, as it was', async () => {
      await using engine = await startListeningServer();
      browser = await browserWithMicrophone(version, clip.file);
      const { page, troubles } = await openMicrophonePage(
        browser,
        `${engine.server.url}/microphone?name=Anna&language=en`,
      );
      await click(page, '.start');
      await waitForFrames(engine.frames, 250);
      expect(await sentence(page)).toBe(HEARD);
      expect(engine.sessions[0]).toMatchObject({ name: 'Anna', language: 'en', kind: 'microphone' });
      expect(engine.sessions[0]?.state).toMatchObject({ connected: true, lostFrames: 0, droppedFrames: 0 });
      await click(page, '.stop');
      await vi.waitFor(() => expect(engine.sessions[0]?.ended.aborted).toBe(true), { timeout: 5000 });
      expect(troubles).toEqual([]);
      const match = bestMatch(joinSamples(engine.frames.slice(0, 250)), clip.samples);
      expect(match.correlation).toBeGreaterThan(0.99);
      expect(Math.abs(match.gainDb)).toBeLessThan(0.5);
      expect(match.lagMs).toBeLessThan(300);
    });

    it('sends silence while it is muted, in the time of the wall clock', async () => {
      await using engine = await startListeningServer();
      browser = await browserWithMicrophone(version, clip.file);
      const { page } = await openMicrophonePage(browser, `${engine.server.url}/microphone`);
      await click(page, '.start');
      await waitForFrames(engine.frames, 60);
      await click(page, '.mute');
      await vi.waitFor(() => expect(engine.sessions[0]?.state.muted).toBe(true));
      expect(await sentence(page)).toBe('You are muted');
      const mutedFrom = engine.frames.length + 1;
      await waitForFrames(engine.frames, mutedFrom + 60);
      const muted = engine.frames.slice(mutedFrom, mutedFrom + 60);
      expectAll(muted, ({ samples }) => isSilent(samples));
      await click(page, '.mute');
      await vi.waitFor(() => expect(engine.sessions[0]?.state.muted).toBe(false));
      await waitForFrames(engine.frames, engine.frames.length + 60);
      expect(isSilent(joinSamples(engine.frames.slice(-40)))).toBe(false);
      // Single frames may be late, and the earliest of some are not.
      const delayMs = (frames: readonly AudioFrame[]): number =>
        Math.min(...frames.map(({ startSample, capturedAtMs }) => capturedAtMs - startSample / 16));
      expect(Math.abs(delayMs(engine.frames.slice(-60)) - delayMs(engine.frames.slice(0, 60)))).toBeLessThan(100);
    });

    it('says in words what is wrong', async () => {
      await using engine = await startListeningServer();
      browser = await browserWithMicrophone(version, clip.file);
      const { page } = await openMicrophonePage(browser, `${engine.server.url}/microphone`);
      await denyMicrophone(page);
      await click(page, '.start');
      await present(page, '.problem');
      expect(await page.evaluate(`document.querySelector('.problem').textContent`)).toContain(
        'The microphone is not allowed',
      );
      expect(engine.sessions).toEqual([]);
    });

    it.each(['tab', 'system'])('sends the sound that the browser shares: %s', async (kind) => {
      await using engine = await startListeningServer();
      // This browser has no tabs to choose from: it shares at once, and gives the sound of its test device for shared.
      browser = await browserWithMicrophone(version, clip.file);
      const { page } = await openMicrophonePage(browser, `${engine.server.url}/microphone?kind=${kind}`);
      await click(page, '.start');
      await waitForFrames(engine.frames, 150);
      expect(engine.sessions[0]?.kind).toBe(kind);
      expect(await sentence(page)).toBe(HEARD);
      const match = bestMatch(joinSamples(engine.frames.slice(0, 150)), clip.samples);
      expect(match.correlation).toBeGreaterThan(0.99);
      expect(Math.abs(match.gainDb)).toBeLessThan(0.5);
    });

    it('tells who has shared no sound, and ends when sharing is stopped', async () => {
      await using engine = await startListeningServer();
      browser = await browserWithMicrophone(version, clip.file);
      const { page, troubles } = await openMicrophonePage(browser, `${engine.server.url}/microphone?kind=tab`);
      await page.evaluate(`navigator.mediaDevices.getDisplayMedia = async () => {
        const canvas = document.createElement('canvas');
        canvas.getContext('2d');
        return canvas.captureStream();
      }`);
      await click(page, '.start');
      await present(page, '.problem[data-code="no-audio-track"]');
      await page.evaluate(`navigator.mediaDevices.getDisplayMedia = async () => {
        window.shared = new AudioContext().createMediaStreamDestination().stream;
        return window.shared;
      }`);
      await click(page, '.start');
      await waitForFrames(engine.frames, 10);
      // As the browser does when the speaker stops sharing.
      await page.evaluate(`window.shared.getAudioTracks()[0].dispatchEvent(new Event('ended'))`);
      await vi.waitFor(() => expect(engine.sessions[0]?.ended.aborted).toBe(true), { timeout: 5000 });
      await present(page, '.start');
      expect(troubles).toEqual([]);
    });
  });
}

const modern = await launchChromium('127');
await modern.browser?.close();
describe.skipIf(modern.reason !== undefined)('an interruption of the microphone page', () => {
  /** Speaks for 2 s, has no network for `ms`, and speaks on. */
  async function interrupted(engine: ListeningServer, ms: number): Promise<Page> {
    const network = await startNetwork(engine.server.port);
    browser = await browserWithMicrophone('127', clip.file, [network.browserFlag]);
    const { page } = await openMicrophonePage(browser, `${engine.server.url}/microphone`);
    await click(page, '.start');
    await waitForFrames(engine.frames, 60);
    network.goDead();
    await new Promise((resolve) => setTimeout(resolve, ms));
    network.comeBack();
    await vi.waitFor(() => expect(engine.sessions[0]?.state.connected).toBe(true));
    await waitForFrames(engine.frames, engine.frames.length + 100);
    expect(await sentence(page)).toBe(HEARD);
    expect(engine.sessions).toHaveLength(1);
    expect(engine.frames.map(({ startSample }) => startSample)).toEqual(engine.frames.map((_, index) => index * 512));
    return page;
  }

  /** How far the newest sound is from where the wall clock puts it, in milliseconds. */
  function displacementMs({ frames }: ListeningServer): number {
    const [start, end] = [frames.slice(0, 60), frames.slice(-60)];
    const [first, last] = [start, end].map((part) => bestMatch(joinSamples(part), clip.samples).lagMs);
    return last! - first! - end[0]!.startSample / 16;
  }

  it('of the network for 2 s costs nothing', async () => {
    await using engine = await startListeningServer();
    const page = await interrupted(engine, 2000);
    expect(engine.sessions[0]?.state.lostFrames).toBe(0);
    expect(await page.evaluate(`document.querySelector('.lost')`)).toBeNull();
    // From when the network went, and as long as it was away: sound that came to the server later.
    const away = joinSamples(engine.frames.slice(60, 60 + 62));
    expect(bestMatch(away, clip.samples).correlation).toBeGreaterThan(0.99);
    expect(bestMatch(joinSamples(engine.frames), clip.samples).correlation).toBeGreaterThan(0.99);
  });

  it('of the network for 5 s costs little, which is counted and told', async () => {
    await using engine = await startListeningServer();
    const page = await interrupted(engine, 5000);
    const lostMs = engine.sessions[0]!.state.lostFrames * 32;
    expect(lostMs).toBeLessThan(3500);
    // The page counts what it dropped itself; the server counts what is missing, in whole frames. A busy page writes late.
    await vi.waitFor(async () => {
      const told = await page.evaluate(`document.querySelector('.lost dd')?.textContent ?? '0.0 s'`);
      expect(Math.abs(Number.parseFloat(String(told)) * 1000 - lostMs)).toBeLessThan(600);
    }, 5000);
    expect(Math.abs(displacementMs(engine))).toBeLessThan(50);
  });

  it('of the network for 12 s costs what is older than the newest 5 s', async () => {
    await using engine = await startListeningServer();
    await interrupted(engine, 12_000);
    const lostMs = engine.sessions[0]!.state.lostFrames * 32;
    expect(lostMs).toBeGreaterThan(6000);
    expect(lostMs).toBeLessThan(10_500);
    expect(Math.abs(displacementMs(engine))).toBeLessThan(50);
  });

  it('does not keep the session of a speaker who stopped meanwhile', async () => {
    await using engine = await startListeningServer();
    const network = await startNetwork(engine.server.port);
    browser = await browserWithMicrophone('127', clip.file, [network.browserFlag]);
    const { page } = await openMicrophonePage(browser, `${engine.server.url}/microphone`);
    await click(page, '.start');
    await waitForFrames(engine.frames, 60);
    network.goDead();
    await click(page, '.stop');
    await present(page, '.start');
    expect(engine.sessions[0]?.ended.aborted).toBe(false);
    network.comeBack();
    // Far less than the 30 s for which a page without a connection is waited for.
    await vi.waitFor(() => expect(engine.sessions[0]?.ended.aborted).toBe(true), { timeout: 10_000 });
    expect(engine.sessions).toHaveLength(1);
  });

  it('by a restart of Overlingo is survived', async () => {
    const first = await startListeningServer();
    browser = await browserWithMicrophone('127', clip.file);
    const { page } = await openMicrophonePage(browser, `${first.server.url}/microphone`);
    await click(page, '.start');
    await waitForFrames(first.frames, 60);
    await first[Symbol.asyncDispose]();
    await vi.waitFor(async () => expect(await sentence(page)).not.toBe(HEARD), { timeout: 10_000 });
    await using second = await startListeningServer({ port: first.server.port, exactPort: true });
    await waitForFrames(second.frames, 60);
    expect(await sentence(page)).toBe(HEARD);
  });
});

describe.skipIf(modern.reason !== undefined)('the microphone page on another device', () => {
  it('works over https with the token in the address, and not without it', async () => {
    const tls = createSelfSignedCertificate(['127.0.0.1'], Date.now());
    await using engine = await startListeningServer({ lan: { port: 0, host: '127.0.0.1', tls } });
    browser = await browserWithMicrophone('127', clip.file);
    const [url = ''] = engine.server.guestUrls('/microphone');
    const { page } = await openMicrophonePage(browser, url);
    await click(page, '.start');
    await waitForFrames(engine.frames, 30);
    expect(await sentence(page)).toBe(HEARD);
    const stranger = await openMicrophonePage(browser, url.replace(/#.*/, ''));
    await click(stranger.page, '.start');
    await vi.waitFor(async () => expect(await sentence(stranger.page)).toContain('This address is not valid'));
    expect(engine.sessions).toHaveLength(1);
  });
});
