import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EngineError } from '../../../../../src/engine/errors.ts';
import type { EngineErrorCode } from '../../../../../src/protocol/error-code.ts';
import type { Clock } from '../../../../../src/engine/pipeline/clock.ts';
import { FailoverTranslator } from '../../../../../src/engine/translation/failover/failover-translator.ts';
import type { TranslationRequest, Translator } from '../../../../../src/engine/translation/translator.ts';
import type { CaptionEvent } from '../../../../../src/protocol/caption-event.ts';
import { final, partial } from '../../../../support/caption-builders.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';
import { StageRun } from '../../../../support/translation/stage-run.ts';
import { silentLog } from '../../../../../src/engine/log.ts';

const LANGUAGES = ['de', 'es', 'fr'];
const UTTERANCES = 500;
const LIMITS = { firstTextMs: 1500, stallMs: 800, totalMs: 4000 };

const FAULTS: readonly (EngineErrorCode | 'hang' | 'nothing')[] = [
  'translator-auth',
  'translator-bad-answer',
  'translator-quota',
  'translator-rate-limited',
  'translator-unreachable',
  'hang',
  'nothing',
];

/** An engine whose delays and faults follow from a seed. */
class FaultyEngine implements Translator {
  readonly capabilities = { streams: true, partials: true, billed: false };
  readonly #random: () => number;
  readonly #faultRate: number;
  readonly name: string;
  readonly #clock: Clock;

  constructor(name: string, clock: Clock, { seed, faultRate }: { seed: number; faultRate: number }) {
    this.name = name;
    this.#clock = clock;
    let state = seed >>> 0 || 1;
    this.#random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    this.#faultRate = faultRate;
  }

  unsupported(): undefined {
    return undefined;
  }

  async *translate({ text, targetLanguage }: TranslationRequest, { signal }: { signal: AbortSignal }) {
    const clock = this.#clock;
    const fault = this.#random() < this.#faultRate ? FAULTS[Math.floor(this.#random() * FAULTS.length)]! : undefined;
    await clock.sleep(this.#random() * 1400, signal);
    signal.throwIfAborted();
    if (fault === 'nothing') return;
    yield `${targetLanguage}(`;
    await clock.sleep(fault === 'hang' ? 1_000_000 : this.#random() * 700, signal);
    signal.throwIfAborted();
    if (fault !== undefined && fault !== 'hang')
      throw new EngineError(fault, 'No.', { retryable: this.#random() < 0.5 });
    yield `${targetLanguage}(${text})`;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function spoken(index: number): CaptionEvent[] {
  const text = (count: number): string => `u${index} then we went home, `.repeat(count);
  const clauses = index % 4;
  const partials = Array.from({ length: clauses }, (_, at) => partial(`u${index}`, at + 1, text(at + 1)));
  return [...partials, final(`u${index}`, clauses + 1, `${text(clauses)}the end of ${index}.`)];
}

it('translates each of 500 utterances into three languages once, or marks it, in order, whatever the engines do', async () => {
  const scenario = fc.record({
    seeds: fc.tuple(fc.integer(), fc.integer(), fc.integer()),
    faultRates: fc.tuple(fc.constantFrom(0.1, 0.5, 0.95), fc.constantFrom(0, 0.5), fc.constantFrom(0, 0.9)),
    pauseMs: fc.constantFrom(50, 400, 1500),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ seeds, faultRates, pauseMs }) => {
      const clock = new ManualClock();
      const engines = seeds.map(
        (seed, at) => new FaultyEngine(`engine${at}`, clock, { seed, faultRate: faultRates[at]! }),
      );
      const chain = new FailoverTranslator({
        members: engines.map((translator) => ({ translator, limits: LIMITS })),
        log: silentLog,
        clock,
        random: () => 0.5,
        onNotice: () => undefined,
        onCacheHit: () => undefined,
      });
      const targets = LANGUAGES.map((language) => ({ language, translator: chain }));
      const run = new StageRun(targets, {}, clock);
      const input = Array.from({ length: UTTERANCES }, (_, index) => spoken(index));
      for (const events of input) {
        await run.push(...events);
        await run.clock.advance(pauseMs);
      }
      await run.end();
      while (!run.ended) await run.clock.advance(5000);
      await run.finished;
      await chain.close();
      const finals = input.map((events) => events.at(-1)!);
      for (const language of LANGUAGES) {
        const answers = run.events.filter((event) => event.type === 'translation-final' && event.language === language);
        expect(answers.map(({ utteranceId }) => utteranceId)).toEqual(finals.map(({ utteranceId }) => utteranceId));
        for (const [index, answer] of answers.entries()) {
          const source = finals[index]!;
          if (answer.type !== 'translation-final' || source.type !== 'transcript-final') throw new Error('mixed up');
          expect(answer.text).toBe(answer.untranslated ? source.text : `${language}(${source.text})`);
        }
        if (faultRates[1] === 0)
          expect(answers.some((answer) => 'untranslated' in answer && !answer.untranslated)).toBe(true);
      }
    }),
    { numRuns: 3 },
  );
}, 60_000);
