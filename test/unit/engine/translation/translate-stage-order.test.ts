import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Clock } from '../../../../src/engine/pipeline/clock.ts';
import { EngineError } from '../../../../src/engine/errors.ts';
import type { TranslationRequest, Translator } from '../../../../src/engine/translation/translator.ts';
import type { CaptionEvent, TranscriptFinal } from '../../../../src/protocol/caption-event.ts';
import { discard, final, partial } from '../../../support/caption-builders.ts';
import { StageRun } from '../../../support/translation/stage-run.ts';

const LANGUAGES = ['de', 'es', 'fr'];

/** How a translator treats one request. */
interface Behaviour {
  readonly delayMs: number;
  readonly outcome: 'text' | 'nothing' | 'error';
  readonly heedsAbort: boolean;
}

class RandomTranslator implements Translator {
  readonly name = 'random';
  readonly capabilities;
  readonly requests: TranslationRequest[] = [];
  clock: Clock | undefined;
  readonly #behaviours: readonly Behaviour[];

  constructor(behaviours: readonly Behaviour[], streams: boolean) {
    this.#behaviours = behaviours;
    this.capabilities = { streams, partials: true, billed: false };
  }

  unsupported(): undefined {
    return undefined;
  }

  async *translate(request: TranslationRequest, { signal }: { signal: AbortSignal }): AsyncIterable<string> {
    const { delayMs, outcome, heedsAbort } = this.#behaviours[this.requests.length % this.#behaviours.length]!;
    this.requests.push(request);
    await this.clock?.sleep(delayMs, heedsAbort ? signal : new AbortController().signal);
    if (heedsAbort) signal.throwIfAborted();
    if (outcome === 'error') throw new EngineError('translator-failed', 'It failed.');
    if (outcome === 'nothing') return;
    yield `${request.targetLanguage}(`;
    await this.clock?.sleep(delayMs, new AbortController().signal);
    yield `${request.targetLanguage}(${request.text})`;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const behaviour = fc.record<Behaviour>({
  delayMs: fc.nat(2000),
  outcome: fc.constantFrom('text', 'text', 'text', 'nothing', 'error'),
  heedsAbort: fc.boolean(),
});
const translators = fc.tuple(
  ...LANGUAGES.map(() => fc.tuple(fc.array(behaviour, { minLength: 1, maxLength: 8 }), fc.boolean())),
);
const utterance = fc.record({
  clauses: fc.nat(5),
  ending: fc.constantFrom('final', 'final', 'final', 'discard', 'final-then-discard'),
  language: fc.constantFrom('en', 'en', 'es'),
});
const scenario = fc.record({
  translators,
  utterances: fc.array(utterance, { minLength: 1, maxLength: 8 }),
  pausesMs: fc.array(fc.nat(600), { minLength: 1, maxLength: 12 }),
});

function eventsOf(utterances: readonly { clauses: number; ending: string; language: string }[]): CaptionEvent[] {
  return utterances.flatMap(({ clauses, ending, language }, index) => {
    const name = `u${index}`;
    const text = (count: number): string => `${name} then we went home, `.repeat(count);
    const partials = Array.from({ length: clauses }, (_, at) => partial(name, at + 1, text(at + 1), language));
    return [
      ...partials,
      ...(ending === 'discard' ? [] : [final(name, clauses + 1, `${text(clauses)}the end.`, language)]),
      ...(ending === 'final' ? [] : [discard(name, clauses + 2)]),
    ];
  });
}

function check(run: StageRun, input: readonly CaptionEvent[], requests: readonly TranslationRequest[]): void {
  expect(run.transcripts).toEqual(input);
  const discarded = new Set(input.flatMap((event) => (event.type === 'utterance-discard' ? event.utteranceId : [])));
  const finals = input.filter((event): event is TranscriptFinal => event.type === 'transcript-final');
  for (const language of LANGUAGES) {
    const answers = run.events.flatMap((event) =>
      event.type === 'translation-final' && event.language === language ? event : [],
    );
    const order = answers.map(({ utteranceId }) => finals.findIndex((event) => event.utteranceId === utteranceId));
    expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
    for (const event of finals) {
      const own = answers.filter(({ utteranceId }) => utteranceId === event.utteranceId);
      if (!discarded.has(event.utteranceId)) expect(own).toHaveLength(1);
      for (const { text, untranslated, revision } of own) {
        expect(revision).toBe(event.revision);
        expect(text).toBe(untranslated || event.language === language ? event.text : `${language}(${event.text})`);
      }
    }
  }
  for (const { utteranceId } of input) {
    const discardAt = run.events.findIndex(
      (event) => event.type === 'utterance-discard' && event.utteranceId === utteranceId,
    );
    const last = run.events.findLastIndex((event) => event.utteranceId === utteranceId);
    if (discardAt !== -1) expect(last).toBe(discardAt);
    for (const language of LANGUAGES) {
      const own = requests.filter(
        (request) => request.utteranceId === utteranceId && request.targetLanguage === language,
      );
      expect(own.filter((request) => request.final).length).toBeLessThanOrEqual(1);
      for (const request of own.slice(0, -1)) expect(request.final).toBe(false);
      for (const [at, { text }] of own.slice(1).entries()) expect(text.length).toBeGreaterThan(own[at]!.text.length);
      const kinds = run.events.flatMap((event) => {
        if (event.type !== 'translation-partial' && event.type !== 'translation-final') return [];
        return event.utteranceId === utteranceId && event.language === language ? event.type : [];
      });
      const end = kinds.indexOf('translation-final');
      if (end !== -1) expect(kinds).toHaveLength(end + 1);
    }
  }
}

it('answers every final once, in order, in every language, whatever the translators do', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ translators: settings, utterances, pausesMs }) => {
      const engines = settings.map(([behaviours, streams]) => new RandomTranslator(behaviours, streams));
      const run = new StageRun(LANGUAGES.map((language, index) => ({ language, translator: engines[index]! })));
      for (const engine of engines) engine.clock = run.clock;
      const input = eventsOf(utterances);
      for (const [index, event] of input.entries()) {
        await run.push(event);
        expect(run.transcripts).toHaveLength(index + 1);
        await run.clock.advance(pausesMs[index % pausesMs.length]!);
      }
      await run.end();
      await run.clock.advance(1_000_000);
      await run.finished;
      check(
        run,
        input,
        engines.flatMap(({ requests }) => requests),
      );
    }),
    { numRuns: 60 },
  );
});
