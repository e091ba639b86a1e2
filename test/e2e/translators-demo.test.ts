import { afterAll, describe, expect, it } from 'vitest';
import type { CaptionEvent } from '../../src/protocol/caption-event.ts';
import { launchChromium } from '../support/chromium.ts';
import { startOpenAiServer } from '../support/openai/openai-server.ts';
import { speechOf, targetOf } from '../support/openai/received-chat.ts';
import { demoSentences, translateDemo } from './translators-dictionary.ts';
import { openOverlay, shownTexts } from './translators-pages.ts';
import { transcriptFinals, translationFinals, watchRun } from './translators-run.ts';

const TARGETS = ['en', 'fr', 'de'];

const { browser, reason } = await launchChromium('127');
afterAll(() => browser?.close());

describe.skipIf(browser === undefined)(
  `the demo by a language model${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    it('shows each page its language, as the model writes it', async () => {
      if (!browser) return;
      await using server = await startOpenAiServer({
        reply: (chat) => {
          const text = translateDemo(speechOf(chat), 'es', targetOf(chat));
          return { type: 'answer', text, firstByteMs: 50, pieceMs: 15 };
        },
      });
      const args = ['--translator', 'llm', '--llm-url', server.url, '--translate', TARGETS.join(',')];
      await using run = await watchRun(['demo', ...args, '--once', '--no-open']);
      const pages = await Promise.all(TARGETS.map((tag) => openOverlay(browser, `${run.url}/overlay?lang=${tag}`)));
      const dual = await openOverlay(browser, `${run.url}/overlay?layout=dual&lang=fr`);
      const { code, stderr } = await run.ended;
      expect([code, stderr]).toEqual([0, '']);

      const finals = transcriptFinals(run);
      const said = finals.map(({ utteranceId }) => utteranceId);
      // Neighbours are merged where the machine is busy.
      expect(said.length).toBeGreaterThan(demoSentences('es').length / 2);
      for (const [index, language] of TARGETS.entries()) {
        const translated = translationFinals(run, language);
        expect(translated.map(({ text }) => text).join(' ')).toBe(demoSentences(language).join(' '));
        expect(translated.map(({ utteranceId }) => utteranceId)).toEqual(said);
        expect(translated.some(({ untranslated }) => untranslated)).toBe(false);
        expect(streamedUtterances(run.captions, language)).not.toEqual([]);
        const shown = await shownTexts(pages[index]!, 'main');
        expect(demoSentences(language).filter((sentence) => !isIn(shown, sentence))).toEqual([]);
        const others = TARGETS.filter((other) => other !== language).flatMap(demoSentences);
        expect(others.filter((sentence) => isIn(shown, sentence))).toEqual([]);
      }
      const [translations, originals] = [await shownTexts(dual, 'main'), await shownTexts(dual, 'source')];
      expect(demoSentences('fr').filter((sentence) => !isIn(translations, sentence))).toEqual([]);
      expect(finals.filter(({ text }) => !isIn(originals, text))).toEqual([]);
    }, 120_000);
  },
);

function isIn(texts: readonly string[], sentence: string): boolean {
  return texts.some((text) => text.includes(sentence));
}

/** The utterances whose translation grew on the pages before its final. */
function streamedUtterances(captions: readonly CaptionEvent[], language: string): string[] {
  const before = new Map<string, number>();
  const streamed: string[] = [];
  for (const event of captions) {
    if (!('language' in event) || event.language !== language) continue;
    if (event.type === 'translation-partial') before.set(event.utteranceId, (before.get(event.utteranceId) ?? 0) + 1);
    if (event.type === 'translation-final' && (before.get(event.utteranceId) ?? 0) > 1)
      streamed.push(event.utteranceId);
  }
  return streamed;
}
