import { samplesCapture } from '../../test/support/samples-capture.ts';
import { translationBy } from '../../test/support/translation-config.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabelledClip } from '../clips.ts';
import type { BenchLine } from '../report.ts';
import { watchOverlay, type WatchedOverlay } from './page-watch.ts';
import { playLive } from './play-live.ts';
import { pageTexts, readPage, type PagePicture } from './reading.ts';
import { cutPauses } from './unbroken-clip.ts';
import { longestStandstillMs } from './view-changes.ts';

const LONGEST_PAUSE_MS = 350;
const TARGETS = ['en', 'de'];

/** What people can read, in characters a second, and what a fast speaker may ask of them. */
const READING_SPEED = 20;
const FASTEST_READING_SPEED = 25;

/** The last lines stand for a while after the sound. */
const AFTERWARDS_MS = 6000;

/** The overlay while somebody talks on, with two translations: the demo clip without its pauses, the bundled models. */
export async function pageLines(clip: LabelledClip): Promise<BenchLine[]> {
  const sound = cutPauses(clip, LONGEST_PAUSE_MS);
  let overlay: WatchedOverlay | string = 'The engine did not start.';
  const { startedAtMs } = await playLive(samplesCapture(sound.samples, 1), clip.language, {
    model: 'demo',
    config: { translation: translationBy(['local'], TARGETS) },
    prepare: async (engine) => {
      overlay = await watchOverlay(engine, 'layout=dual&lang=en', TARGETS);
    },
    conclude: async () => {
      await sleep(AFTERWARDS_MS);
      if (typeof overlay !== 'string') await overlay.close();
    },
  });
  const watched = overlay as WatchedOverlay | string;
  if (typeof watched === 'string') {
    console.error(`The overlay is left out: ${watched}`);
    return [];
  }
  const pictures = watched.pictures.map(({ atMs, lines }) => ({ atMs: atMs - startedAtMs, lines }));
  return [
    ...languageLines('source', { pictures, language: clip.language, words: sound.words, standstillGoalMs: 2500 }),
    ...languageLines('translation', { pictures, language: 'en', words: sound.words, standstillGoalMs: 3500 }),
  ];
}

interface WatchedLanguage {
  readonly pictures: readonly PagePicture[];
  readonly language: string;
  readonly words: LabelledClip['words'];
  readonly standstillGoalMs: number;
}

function languageLines(what: string, { pictures, language, words, standstillGoalMs }: WatchedLanguage): BenchLine[] {
  const texts = pageTexts(pictures, language);
  const views = texts.map(({ atMs, text }) => ({ atMs, shown: text, settled: '' }));
  const steady = readPage(pictures, language, READING_SPEED);
  const fast = readPage(pictures, language, FASTEST_READING_SPEED);
  const unread = ({ characters, read }: typeof steady): number => (100 * (characters - read)) / Math.max(1, characters);
  return [
    {
      name: `page, fluent, ${what}: longest standstill during speech`,
      value: longestStandstillMs({ words }, views),
      unit: 'ms',
      goal: standstillGoalMs,
      detail: `${texts.length} changes of the page`,
    },
    {
      name: `page, fluent, ${what}: characters that cannot be read at ${READING_SPEED} a second`,
      value: unread(steady),
      unit: '%',
      goal: 1,
      detail: `of ${steady.characters}; ${unread(fast).toFixed(1)} % at ${FASTEST_READING_SPEED}; fastest line ${steady.fastest.toFixed(0)} a second`,
    },
  ];
}
