import assert from 'node:assert/strict';
import type { TranslationRequest, Translator } from '../engine/translation/translator.ts';
import type { UtteranceId } from '../protocol/caption-event.ts';
import { contractOf, type Contract } from './contract.ts';

/** A text and what the translator must make of it. */
export interface TranslationSample {
  readonly text: string;
  readonly translation: string;
}

/** What the contract needs to know of a translator. */
export interface TranslatorSubject {
  readonly translator: Translator;
  /** A pair that works, as BCP-47 tags. */
  readonly pair: readonly [string, string];
  readonly unsupportedPair: readonly [string, string];
  readonly samples: readonly [TranslationSample, TranslationSample];
  /** Text without a translation. */
  readonly unanswerable: string;
  /** Told what is said in an utterance before it is translated, for translators that listen to the sound. */
  hear?(utteranceId: UtteranceId, text: string): void;
}

/** What every translator must do; see `Translator`. It is closed with the contract. */
export function translatorContract(open: () => Promise<TranslatorSubject>): Contract {
  let utterances = 0;

  const answersOf = async (
    subject: TranslatorSubject,
    text: string,
    signal = new AbortController().signal,
  ): Promise<string[]> => {
    const utteranceId = `utterance-${(utterances += 1)}` as UtteranceId;
    subject.hear?.(utteranceId, text);
    const [sourceLanguage, targetLanguage] = subject.pair;
    const about = { utteranceId, sourceLanguage, targetLanguage } as const;
    const request: TranslationRequest = { ...about, text, final: true, previousText: '', context: [] };
    const answers: string[] = [];
    for await (const answer of subject.translator.translate(request, { signal })) answers.push(answer);
    return answers;
  };

  return contractOf({
    open,
    close: ({ translator }) => translator.close(),
    cases: {
      'translates, at once unless it streams': async (subject) => {
        const [{ text, translation }] = subject.samples;
        const answers = await answersOf(subject, text);
        assert.equal(answers.at(-1), translation);
        if (subject.translator.capabilities.streams) assert.ok(answers.length > 1, 'It streams in one piece.');
        else assert.equal(answers.length, 1);
      },

      'gives every one of several requests at once its own answer': async (subject) => {
        const answers = await Promise.all(subject.samples.map(({ text }) => answersOf(subject, text)));
        assert.deepEqual(
          answers.map((told) => told.at(-1)),
          subject.samples.map(({ translation }) => translation),
        );
      },

      'says which pairs work': ({ translator, pair, unsupportedPair }) => {
        assert.equal(translator.unsupported(...pair), undefined);
        assert.match(translator.unsupported(...unsupportedPair) ?? '', /^[A-Z].*\.$/u);
      },

      'yields nothing where it has no answer': async (subject) => {
        assert.deepEqual(await answersOf(subject, subject.unanswerable), []);
      },

      'yields nothing to a request that is aborted before it starts': async (subject) => {
        await assert.rejects(answersOf(subject, subject.samples[0].text, AbortSignal.abort()));
      },

      'yields nothing to a request that is aborted while it runs, and answers the next one': async (subject) => {
        const [first, second] = subject.samples;
        const abort = new AbortController();
        const aborted = answersOf(subject, second.text.repeat(3), abort.signal);
        abort.abort();
        await assert.rejects(aborted);
        assert.equal((await answersOf(subject, first.text)).at(-1), first.translation);
      },
    },
  });
}
