import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCaptionModel } from '../../../../../src/overlay/shared/captions/caption-model.ts';
import { parseOverlayOptions } from '../../../../../src/overlay/shared/url-options.ts';
import { emptySnapshot } from '../../../../support/caption-builders.ts';
import { fluentTalk, TALK, talkEndMs, type SaidSentence } from '../../../../support/fluent-talk.ts';
import { readLooks, type Look, type Reading } from '../../../../support/viewer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Place = 'main' | 'source';

/** Tests that ask the same of one talk look at it once. */
const watched = new Map<string, Record<Place, Look[]>>();

function watch(query: string, wordsPerMinute: number, target: keyof SaidSentence): Record<Place, readonly Look[]> {
  const key = `${query} ${wordsPerMinute} ${target}`;
  const looks = watched.get(key) ?? lookAt(query, wordsPerMinute, target);
  watched.set(key, looks);
  return looks;
}

/** Looks at both places ten times a second, from the first caption on, until some time after the talk. */
function lookAt(query: string, wordsPerMinute: number, target: keyof SaidSentence): Record<Place, Look[]> {
  const model = createCaptionModel(parseOverlayOptions(query), {
    nowMs: () => performance.now(),
    onDelivered: () => undefined,
  });
  // As wide as the page finds them.
  model.setFit({ main: 42, source: 66 });
  model.restore(emptySnapshot([target]));
  const events = [...fluentTalk(wordsPerMinute, [target])];
  const looks: Record<Place, Look[]> = { main: [], source: [] };
  for (let atMs = 0; atMs < talkEndMs(wordsPerMinute) + 6000; atMs += 100) {
    while (events[0] && events[0].atMs <= atMs) model.receive(events.shift()!.event);
    for (const place of ['main', 'source'] as const) {
      const lines = model[place].value.lines.map((line) => ({
        key: line.key,
        text: line.stableText + line.unstableText,
      }));
      if (lines.length > 0 || looks[place].length > 0) looks[place].push({ atMs, lines });
    }
    vi.advanceTimersByTime(100);
  }
  model.dispose();
  return looks;
}

/** What was found while the talk went on. */
function duringTalk(looks: readonly Look[], wordsPerMinute: number): Reading {
  return readLooks(
    looks.filter(({ atMs }) => atMs < talkEndMs(wordsPerMinute)),
    20,
  );
}

/** The text of a place, without spaces. */
function wholeText(language: keyof SaidSentence): string {
  return TALK.map((sentence) => sentence[language])
    .join('')
    .replaceAll(' ', '');
}

describe('a talk without pauses', () => {
  it.each([
    { name: 'what was said', query: 'layout=source', place: 'main', language: 'en', wordsPerMinute: 180 },
    { name: 'what was said, fast', query: 'layout=source', place: 'main', language: 'en', wordsPerMinute: 200 },
    { name: 'a translation', query: 'lang=fr', place: 'main', language: 'fr', wordsPerMinute: 160 },
    { name: 'a translation, fast', query: 'lang=fr', place: 'main', language: 'fr', wordsPerMinute: 200 },
    { name: 'Japanese', query: 'lang=ja', place: 'main', language: 'ja', wordsPerMinute: 200 },
    { name: 'Arabic', query: 'lang=ar', place: 'main', language: 'ar', wordsPerMinute: 200 },
    {
      name: 'a translation beside what was said',
      query: 'layout=dual&lang=fr',
      place: 'main',
      language: 'fr',
      wordsPerMinute: 180,
    },
    {
      name: 'what was said beside a translation',
      query: 'layout=dual&lang=fr',
      place: 'source',
      language: 'en',
      wordsPerMinute: 180,
    },
  ] as const)('can be read: $name', ({ query, place, language, wordsPerMinute }) => {
    const looks = watch(query, wordsPerMinute, language === 'en' ? 'fr' : language)[place];
    const reading = readLooks(looks, 20);
    expect(reading.lines.join('').replaceAll(' ', '')).toBe(wholeText(language));
    expect(reading.readShare).toBeGreaterThanOrEqual(0.99);
    expect(reading.shortestStayMs).toBeGreaterThanOrEqual(800);
    expect(reading.mostNewLines).toBe(1);
    expect(duringTalk(looks, wordsPerMinute).standstillMs).toBeLessThanOrEqual(language === 'en' ? 2500 : 3500);
  });

  it('can be read at 25 characters a second where somebody says 260 words a minute', () => {
    const { main } = watch('layout=source', 260, 'fr');
    expect(readLooks(main, 25).readShare).toBeGreaterThanOrEqual(0.99);
    expect(readLooks(main, 25).shortestStayMs).toBeGreaterThanOrEqual(800);
    // The translation has 29 characters a second: more than anybody reads, but for a moment.
    expect(readLooks(watch('lang=fr', 260, 'fr').main, 25).readShare).toBeGreaterThanOrEqual(0.97);
  });

  it('has no word alone in a line but a sentence of one word', () => {
    for (const query of ['layout=source', 'lang=fr'])
      for (const wordsPerMinute of [160, 200, 260]) {
        const { main } = watch(query, wordsPerMinute, 'fr');
        expect(readLooks(main, 20).lonelyLines.filter((text) => text !== 'Wait!')).toEqual([]);
      }
  });

  it('keeps every word on its line', () => {
    const { main } = watch('layout=source', 200, 'fr');
    const changed = main.slice(1).flatMap(({ lines }, index) =>
      main[index]!.lines.filter(({ key, text }) => {
        const now = lines.find((line) => line.key === key);
        return now !== undefined && !now.text.startsWith(text);
      }),
    );
    expect(main.length).toBeGreaterThan(300);
    expect(changed).toEqual([]);
  });

  it('shows the same sentence above and below', () => {
    const { main, source } = watch('layout=dual&lang=fr', 180, 'fr');
    const newest = (looks: readonly Look[], atMs: number): string | undefined =>
      looks
        .find((look) => look.atMs === atMs)
        ?.lines.at(-1)
        ?.key.split(' ')[0];
    const both = main.filter(({ atMs, lines }) => lines.length > 0 && newest(source, atMs) !== undefined);
    expect(both.length).toBeGreaterThan(300);
    expect(both.filter(({ atMs }) => newest(source, atMs) !== newest(main, atMs))).toEqual([]);
  });

  it('is faster than people read without being behind by more than the longest lag', () => {
    const { main } = watch('layout=source&width=20&maxLag=3', 400, 'fr');
    const reading = readLooks(main, 25);
    expect(reading.readShare).toBeLessThan(0.95);
    expect(reading.lines.join('').replaceAll(' ', '')).toBe(wholeText('en'));
    expect(reading.shortestStayMs).toBeGreaterThanOrEqual(800);
    const last = TALK.at(-1)!.en.split(' ').at(-1)!;
    const shown = main.find(({ lines }) => lines.some(({ text }) => text.endsWith(last)));
    expect(shown!.atMs).toBeLessThanOrEqual(talkEndMs(400) + 900 + 3000 + 100);
  });
});
