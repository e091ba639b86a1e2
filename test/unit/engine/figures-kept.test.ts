import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDecode } from '../../../src/engine/transcription/guards/guards.ts';
import { HypothesisStabilizer } from '../../../src/engine/transcription/text/stabilizer.ts';
import { timedTokens, type TimedToken } from '../../../src/engine/transcription/text/timed-tokens.ts';
import { joinTokens } from '../../../src/engine/transcription/text/tokens.ts';
import { cleanAnswer } from '../../../src/engine/translation/llm/answer/clean-answer.ts';
import { findFault } from '../../../src/engine/translation/llm/answer/find-fault.ts';
import { correctionStage } from '../../../src/engine/vocabulary/glossary/correction-stage.ts';
import { Glossary } from '../../../src/engine/vocabulary/glossary/glossary.ts';
import { parseGlossary } from '../../../src/engine/vocabulary/glossary/parse-glossary.ts';
import { maskStage } from '../../../src/engine/vocabulary/masking/mask-stage.ts';
import { WordMask } from '../../../src/engine/vocabulary/masking/word-mask.ts';
import { settle } from '../../../src/testing/manual-clock.ts';
import { ScriptedTranslator } from '../../../src/testing/scripted-translator.ts';
import { final, partial } from '../../support/caption-builders.ts';
import { StageRun } from '../../support/translation/stage-run.ts';
import { expecting } from './translation/llm/expecting.ts';
import { run } from './vocabulary/stage-run.ts';

// Numbers, times, sums of money and names with marks, as recognisers write them, go through every stage as they are.

/** What people say in a language, and how its sentences are joined. */
interface Spoken {
  readonly language: string;
  readonly space: string;
  readonly words: readonly string[];
  readonly figures: readonly string[];
}

const SPOKEN: readonly Spoken[] = [
  {
    language: 'en',
    space: ' ',
    words: ['we', 'paid', 'about', 'At', 'the', 'score', 'is', 'and', 'over'],
    figures: [
      ...['$3.50', '€1,299.99', '£5', '10:30', '10:30 a.m.', '1,000,000', '3.14', '50 %', '50%', '#1', 'C++', 'C#'],
      ...['AT&T', '24/7', '1.5x', '-5', '±2', '½', '3rd', '16:9', '1080p', '7-0', '+1', '@9', '2,5', 'R2-D2', '1984.'],
    ],
  },
  {
    language: 'ja',
    space: '',
    words: ['今日', 'は', 'です', 'を', '買い', 'ました', 'と'],
    figures: [
      ...['10時30分', '1,000,000円', '３．１４で', '50%の', '五十', '三百二十', '¥500の', 'C++と', 'AT&Tは', '第1位'],
      ...['20:00に', '「3対1」', '#1は'],
    ],
  },
  {
    language: 'ar',
    space: ' ',
    words: ['اليوم', 'عندنا', 'في', 'الساعة', 'دفعنا'],
    figures: ['١٠:٣٠', '٣٫١٤', '١٬٠٠٠٬٠٠٠', '٥٠٪', '$3.50', '#1'],
  },
];

const GLOSSARY = new Glossary(
  parseGlossary('g.tsv', 'term\tsounds-like\tlanguage\nOverlingo\tover lingo\t\nVim\tvi em\t\nC\tsee\ten'),
  1,
);
const MASK = new WordMask({ style: 'stars', maskWords: ['frog'], allowWords: [] });

/** Long figures take their time; what comes faster again and again is a loop of the decoder. */
const MS_PER_PIECE = 1500;

/** A sentence of words and figures, and how much of it each hypothesis holds. */
function sentences({ words, figures }: Spoken) {
  const piece = fc.oneof(fc.constantFrom(...figures), fc.constantFrom(...words));
  return fc.record({
    pieces: fc.array(piece, { minLength: 2, maxLength: 14 }),
    steps: fc.array(fc.record({ more: fc.integer({ min: 0, max: 3 }), paused: fc.boolean() }), { maxLength: 12 }),
  });
}

interface Heard {
  readonly tokens: readonly TimedToken[];
  readonly soundMs: number;
}

/** The first so many pieces of a sentence as a decode gives them, through the guards. */
function heard(pieces: readonly string[], { language, space }: Spoken): Heard {
  const words = pieces.map((text, index) => ({
    text: index === 0 ? text : space + text,
    startMs: index * MS_PER_PIECE,
    endMs: (index + 1) * MS_PER_PIECE,
    probability: 0.9,
  }));
  const text = pieces.join(space);
  const audioMs = (pieces.length + 2) * MS_PER_PIECE;
  const verdict = checkDecode({
    hypothesis: { text, language, endedByLength: false, words },
    ...{ language, audioMs, speechMs: audioMs, loudness: 0.1, cut: false },
  });
  const shown = verdict.accepted ? verdict.text : `<${verdict.reason}>`;
  return { tokens: timedTokens(shown, language, words), soundMs: audioMs };
}

/** What becomes of a sentence that is heard step by step: partials of its last part, and the finals of all parts. */
function captions(pieces: readonly string[], steps: readonly { more: number; paused: boolean }[], spoken: Spoken) {
  const { language } = spoken;
  let stabilizer = new HypothesisStabilizer();
  let count = 0;
  const finals: string[] = [];
  let settledTokens = 0;
  const partials: { stableText: string; unstableText: string }[] = [];
  for (const { more, paused } of steps) {
    count = Math.min(pieces.length, Math.max(1, count + more));
    const { tokens, soundMs } = heard(pieces.slice(0, count), spoken);
    const news = stabilizer.update(tokens.slice(settledTokens), language, { paused, soundMs });
    partials.push(news);
    if (!news.settled) continue;
    finals.push(news.settled.text);
    settledTokens = tokens.length - news.settled.rest.length;
    stabilizer = news.settled.next;
    partials.length = 0;
  }
  const rest = joinTokens(heard(pieces, spoken).tokens.slice(settledTokens));
  const { text, disagreed } = stabilizer.finish(rest, language);
  return { finals: [...finals, text].filter((part) => part !== ''), partials, disagreed };
}

describe.each(SPOKEN)('figures in $language', (spoken) => {
  const { language, space, words, figures } = spoken;

  it('stay as they were heard in guards and stabiliser, and stable text grows into the final', () => {
    fc.assert(
      fc.property(sentences(spoken), ({ pieces, steps }) => {
        const { finals, partials, disagreed } = captions(pieces, steps, spoken);
        expect(finals.join(space)).toBe(pieces.join(space));
        expect(disagreed).toBe(false);
        for (const { stableText } of partials) expect(finals.at(-1)?.startsWith(stableText)).toBe(true);
      }),
    );
  });

  it('stay as they are in glossary and mask, and stable text grows into the final', async () => {
    await fc.assert(
      fc.asyncProperty(sentences(spoken), async ({ pieces, steps }) => {
        const { finals, partials } = captions(pieces, steps, spoken);
        const last = finals.at(-1) ?? '';
        const events = [
          ...partials.map(({ stableText, unstableText }, index) => ({
            ...partial('a', index + 1, stableText, unstableText),
            language,
          })),
          final('a', 99, last, language),
        ];
        const masked = await run(maskStage(MASK), await run(correctionStage({ current: GLOSSARY }), events));
        for (const event of masked) {
          if (event.type === 'transcript-partial') expect(last.startsWith(event.stableText)).toBe(true);
          if (event.type === 'transcript-final') expect(event.text).toBe(last);
        }
        expect(masked).toHaveLength(events.length);
      }),
    );
  });

  it('stay as the translator wrote them', async () => {
    await fc.assert(
      fc.asyncProperty(sentences(spoken), async ({ pieces }) => {
        const text = pieces.join(space);
        const translator = new ScriptedTranslator();
        const stage = new StageRun([{ language, translator }]);
        await stage.push(final('a', 1, 'Das wurde gesagt.', 'de'));
        translator.requests[0]?.answer(text);
        await settle();
        expect(stage.translations).toEqual([`${language} a r1 final: ${text}`]);
      }),
      { numRuns: 30 },
    );
  });

  it('are no chatter of a language model', () => {
    fc.assert(
      fc.property(sentences(spoken), ({ pieces }) => {
        // Figures alone are in no script.
        const text = [...pieces, ...words].join(space);
        const source = [...pieces, ...words].map((piece) => (figures.includes(piece) ? piece : 'Wort')).join(' ');
        const expectation = expecting(source, language, 'de');
        const cleaned = cleanAnswer(text, expectation);
        expect(cleaned).toBe(text);
        expect(findFault({ raw: text, text: cleaned }, expectation, () => undefined)).toBeUndefined();
      }),
    );
  });
});
