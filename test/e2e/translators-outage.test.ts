import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { asset } from '../support/files.ts';
import { launchChromium } from '../support/chromium.ts';
import { startDeepLServer } from '../support/deepl-server.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { demoSentences, translateDemo } from './translators-dictionary.ts';
import { openOverlay } from './translators-pages.ts';
import {
  transcriptFinals,
  translationFinals,
  translationNotices,
  translationStage,
  watchRun,
  type WatchedRun,
} from './translators-run.ts';

const ENVIRONMENT = { DEEPL_API_KEY: 'a-key:fx' };

/** Until the next sentence of the clip has its caption, on a busy machine. */
const SENTENCE_LIMIT_MS = 60_000;

const { browser } = await launchChromium('127');
afterAll(() => browser?.close());

/** Captions the Spanish demo clip in English. */
function captionDemo(...args: readonly string[]): Promise<WatchedRun> {
  const input = ['--input', `file:${asset('demo/demo-es.wav')}`, '--language', 'es', '--translate', 'en'];
  return watchRun(['start', ...input, '--json', ...args], ENVIRONMENT);
}

/** The address of a language model server that is not running. */
async function deadServer(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/v1`;
}

describe('captions, when translators fail', { timeout: 240_000 }, () => {
  it('go on by the next one that works, and each failure is told once', async () => {
    await using deepl = await startDeepLServer({
      reply: ({ path }) =>
        path === '/v2/translate' ? { status: 456, body: { message: 'Quota exceeded' } } : undefined,
    });
    const llm = ['--llm-url', await deadServer(), '--llm-model', 'any'];
    await using run = await captionDemo(
      '--translator',
      'deepl,llm,local',
      '--deepl-url',
      deepl.url,
      ...llm,
      '--pace',
      '8x',
    );
    const { code } = await run.ended;
    expect(code).toBe(0);
    const translated = translationFinals(run, 'en');
    expect(translated.map(({ utteranceId }) => utteranceId)).toEqual(
      transcriptFinals(run).map(({ utteranceId }) => utteranceId),
    );
    expect(translated.filter(({ untranslated }) => untranslated)).toEqual([]);
    expect(translationNotices(run).map(({ code: what, message }) => [what, message])).toEqual([
      [
        'translator-quota',
        expect.stringMatching(/^DeepL \(127\.0\.0\.1:\d+\) says .*used up \(HTTP 456\)\. "llm" translates instead\.$/u),
      ],
      [
        'translator-unreachable',
        expect.stringMatching(/^The language model server at .* "local" translates instead\.$/u),
      ],
    ]);
    expect(translationStage(run)?.state).toBe('working');
    expect(deepl.translations()).toHaveLength(1);
  });

  it('stay in the spoken language, marked, while none works, and are translated again once one does', async () => {
    let down = true;
    await using deepl = await startDeepLServer({
      translate: (text) => translateDemo(text, 'es', 'en'),
      reply: ({ path }) =>
        down && path === '/v2/translate' ? { status: 503, headers: { 'retry-after': '1' }, body: '' } : undefined,
    });
    const llm = ['--llm-url', await deadServer(), '--llm-model', 'any'];
    await using run = await captionDemo('--translator', 'deepl,llm', '--deepl-url', deepl.url, ...llm);
    const page = browser && (await openOverlay(browser, `${run.url}/overlay?lang=en`));
    await eventually(() => {
      expect(translationFinals(run, 'en')[0]).toMatchObject({ untranslated: true, text: demoSentences('es')[0] });
      expect(translationStage(run)?.state).toBe('degraded');
    }, SENTENCE_LIMIT_MS);
    expect(translationStage(run)?.detail).toMatch(
      /DeepL \(127\.0\.0\.1:\d+\) is in trouble \(HTTP 503\); the language model server at \S+ could not be reached: [^.]+\.$/u,
    );
    if (page) await eventually(async () => expect(await markedCaptions(page)).toContain('es Buenas noches a todos.'));
    down = false;
    await eventually(() => {
      expect(translationFinals(run, 'en').at(-1)?.untranslated).toBe(false);
      expect(translationStage(run)).toMatchObject({ state: 'working', detail: 'Into en by deepl, then llm.' });
    }, SENTENCE_LIMIT_MS);
    expect(translationNotices(run).at(-1)).toMatchObject({
      code: 'translator-recovered',
      message: '"deepl" translates again.',
    });
    expect((await run.stop()).code).toBe(0);
  });
});

/** The texts of an overlay that are marked as untranslated and in italics, each after the tag of its language. */
async function markedCaptions(page: Page): Promise<string[]> {
  return page.evaluate(`
    [...document.querySelectorAll('.caption-line[data-untranslated]')]
      .filter((line) => getComputedStyle(line).fontStyle === 'italic')
      .map((line) => [...line.querySelectorAll('.caption-tag, .stable')].map((part) => part.textContent).join(' '))
  `);
}
