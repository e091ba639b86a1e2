import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DraftAllowance } from '../../../../src/engine/translation/failover/draft-allowance.ts';
import { FailoverTranslator } from '../../../../src/engine/translation/failover/failover-translator.ts';
import { textWeight } from '../../../../src/engine/translation/text-weight.ts';
import type { Translator } from '../../../../src/engine/translation/translator.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';
import { sentenceStream, type TimedEvent } from './sentence-stream.ts';
import { StageRun } from '../../../support/translation/stage-run.ts';
import { TimedTranslator } from './timed-translator.ts';
import { silentLog } from '../../../../src/engine/log.ts';

const LIMITS = { firstTextMs: 60_000, stallMs: 60_000, totalMs: 60_000 };

const sentence = fc.record({ words: fc.integer({ min: 1, max: 24 }), wordMs: fc.integer({ min: 150, max: 500 }) });
const talk = fc.record({
  sentences: fc.array(sentence, { minLength: 1, maxLength: 8 }),
  partialMs: fc.integer({ min: 100, max: 600 }),
  answersMs: fc.array(fc.integer({ min: 0, max: 6000 }), { minLength: 1, maxLength: 6 }),
});

/** Plays the events, and looks after each of them. */
async function play(run: StageRun, events: readonly TimedEvent[], look: (at: TimedEvent) => void = () => undefined) {
  for (const timed of events) {
    await run.clock.advance(timed.atMs - run.clock.nowMs());
    await run.push(timed.event);
    look(timed);
  }
  await run.end();
  await run.clock.advance(1_000_000);
  await run.finished;
}

/** One engine as a chain, whose drafts are limited as those of an engine that costs. */
function chainOf(translator: Translator, charactersPerMinute: number, clock: ManualClock): FailoverTranslator {
  return new FailoverTranslator({
    members: [{ translator, limits: LIMITS, drafts: new DraftAllowance(charactersPerMinute, clock) }],
    log: silentLog,
    clock,
    onNotice: () => undefined,
    onCacheHit: () => undefined,
  });
}

describe('drafts of somebody who talks without a pause', () => {
  it('never starve, never outlive their sentence, and only grow; each final comes once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(talk, async ({ sentences, partialMs, answersMs }) => {
        const clock = new ManualClock();
        const answerMs = (_: unknown, index: number): number => answersMs[index % answersMs.length]!;
        const translator = new TimedTranslator({ clock, answerMs });
        const run = new StageRun([{ language: 'es', translator }], {}, clock);
        const events = sentenceStream(sentences, partialMs);
        const ended = new Set<string>();
        await play(run, events, ({ event }) => {
          const running = translator.requests.filter(({ outcome }) => outcome === 'running');
          const drafts = running.filter(({ request }) => !request.final);
          if (event.type === 'transcript-final') ended.add(event.utteranceId);
          expect(drafts.filter(({ request }) => ended.has(request.utteranceId))).toEqual([]);
          if (event.type !== 'transcript-partial' || running.length - drafts.length > 1) return;
          const own = translator.requests.filter(({ request }) => request.utteranceId === event.utteranceId);
          const drafted = own.at(-1)?.request.text.length ?? 0;
          const isBehind = textWeight(event.stableText.slice(drafted).trim()) >= 8;
          // What is being answered is never given up for newer text.
          if (isBehind && drafts.length === 0) expect(run.translations.length).toBeLessThan(ended.size);
          expect(own.filter(({ outcome }) => outcome === 'aborted')).toEqual([]);
        });
        const finals = events.filter(({ event }) => event.type === 'transcript-final').map(({ event }) => event);
        const answers = run.events.filter((event) => event.type === 'translation-final');
        expect(answers.map(({ utteranceId }) => utteranceId)).toEqual(finals.map(({ utteranceId }) => utteranceId));
        for (const { utteranceId } of finals) {
          const shown = run.events.flatMap((event) =>
            event.type === 'translation-partial' && event.utteranceId === utteranceId ? event.text : [],
          );
          for (const [at, text] of shown.slice(1).entries()) expect(text.startsWith(shown[at]!)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('cost no more characters in any minute than is allowed, of all languages together', async () => {
    const limits = fc.integer({ min: 0, max: 1500 });
    await fc.assert(
      fc.asyncProperty(talk, limits, async ({ sentences, partialMs, answersMs }, limit) => {
        const clock = new ManualClock();
        const answerMs = (_: unknown, index: number): number => answersMs[index % answersMs.length]! / 20;
        const engine = new TimedTranslator({ clock, answerMs, billed: true });
        const translator = chainOf(engine, limit, clock);
        const run = new StageRun(
          ['de', 'es', 'fr'].map((language) => ({ language, translator })),
          {},
          clock,
        );
        const long = Array.from({ length: 4 }, () => sentences).flat();
        await play(run, sentenceStream(long, partialMs));
        await translator.close();
        const drafts = engine.requests.filter(({ request }) => !request.final);
        for (const { startedAtMs } of drafts) {
          const within = drafts.filter(
            (other) => other.startedAtMs >= startedAtMs && other.startedAtMs <= startedAtMs + 60_000,
          );
          expect(within.reduce((sum, { request }) => sum + request.text.length, 0)).toBeLessThanOrEqual(limit);
        }
        expect(run.events.filter((event) => event.type === 'translation-final')).toHaveLength(3 * long.length);
        const sent = drafts.reduce((sum, { request }) => sum + request.text.length, 0);
        expect(translator.status[0]?.drafts).toEqual({ characters: sent, mostPerMinute: limit });
      }),
      { numRuns: 15 },
    );
  });

  it('come in turn to all languages where they cost', async () => {
    const clock = new ManualClock();
    const engine = new TimedTranslator({ clock, answerMs: () => 200, billed: true });
    const translator = chainOf(engine, 1000, clock);
    const languages = ['de', 'es', 'fr'];
    const targets = languages.map((language) => ({ language, translator }));
    const run = new StageRun(targets, {}, clock);
    await play(run, sentenceStream(fluent(20), 300));
    await translator.close();
    const counts = languages.map(
      (language) =>
        engine.requests.filter(({ request }) => !request.final && request.targetLanguage === language).length,
    );
    expect(Math.min(...counts)).toBeGreaterThan(0.5 * Math.max(...counts));
  });
});

/** Sentences of 3 to 4 s each, as a fluent speaker says them. */
function fluent(count: number) {
  return Array.from({ length: count }, (_, index) => ({ words: 12 + (index % 4), wordMs: 260 }));
}

/** As long as an utterance may be. */
function utterances(count: number) {
  return Array.from({ length: count }, () => ({ words: 46, wordMs: 260 }));
}

/** Believes that each text is a whole sentence, and makes up how it ends. */
function guessing(text: string): string {
  return /[.]$/u.test(text) ? text.toUpperCase() : `${text.toUpperCase()} X${text.length} Y${text.length}.`;
}

/** As out of languages that keep their verb for the end: the last word of the text comes second. */
function verbSecond(text: string): string {
  const words = text.toUpperCase().split(' ');
  return words.length < 3 ? words.join(' ') : [words[0], words.at(-1), ...words.slice(1, -1)].join(' ');
}

describe('the translation of a fluent speaker', () => {
  it.each([
    ['a free engine', { answerMs: 300 }, 2500],
    ['a free engine that guesses at the end of a sentence', { answerMs: 300, translate: guessing }, 2500],
    ['a free engine of which each draft says something else', { answerMs: 300, translate: verbSecond }, 3500],
    ['an engine that costs', { answerMs: 300, limit: 1500 }, 3500],
    ['a free engine, in sentences of 12 s,', { answerMs: 300, sentences: utterances(10) }, 2500],
    // Longer than most sentences take: their drafts come too late, and the finals one after the other.
    ['an engine that takes 4 s', { answerMs: 4000 }, 4000],
  ])('by %s does not stand still for longer than it may', async (_engine, how, mostMs) => {
    expect(await longestStandstillMs(how)).toBeLessThanOrEqual(mostMs);
  });
});

interface Manner {
  readonly answerMs: number;
  readonly translate?: (text: string) => string;
  /** Characters a minute of drafts. */
  readonly limit?: number;
  readonly sentences?: Parameters<typeof sentenceStream>[0];
}

/** The longest time between two changes of the translation, in milliseconds. */
async function longestStandstillMs({ answerMs, translate, limit, sentences = fluent(40) }: Manner): Promise<number> {
  const clock = new ManualClock();
  const engine = new TimedTranslator({ clock, answerMs: () => answerMs, ...(translate ? { translate } : {}) });
  const translator = limit === undefined ? engine : chainOf(engine, limit, clock);
  const run = new StageRun([{ language: 'es', translator }], {}, clock);
  const events = sentenceStream(sentences, 300);
  await play(run, events);
  const changesMs = run.events.flatMap((event) =>
    event.type === 'translation-partial' || event.type === 'translation-final' ? event.timing.emittedAtMs : [],
  );
  const gaps = changesMs.slice(1).map((atMs, index) => atMs - (changesMs[index] ?? 0));
  return Math.max(...gaps);
}
