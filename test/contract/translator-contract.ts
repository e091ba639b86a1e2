import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TranslationRequest, Translator } from '../../src/engine/translation/translator.ts';
import type { UtteranceId } from '../../src/protocol/caption-event.ts';

interface Sample {
  readonly text: string;
  readonly translation: string;
}

/** What the contract needs to know of a translator. */
interface TranslatorSubject {
  readonly translator: Translator;
  /** A pair that works, as BCP-47 tags. */
  readonly pair: readonly [string, string];
  readonly unsupportedPair: readonly [string, string];
  readonly samples: readonly [Sample, Sample];
  /** Text without a translation. */
  readonly unanswerable: string;
  /** Told what is said in an utterance before it is translated, for translators that listen to the sound. */
  hear?(utteranceId: UtteranceId, text: string): void;
}

/** What every translator must do; see `Translator`. */
export function describeTranslator(name: string, open: () => Promise<TranslatorSubject>): void {
  describe(`${name} as a translator`, () => {
    let subject: TranslatorSubject;
    let utterances = 0;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.translator.close());

    const request = (text: string): TranslationRequest => {
      const utteranceId = `utterance-${(utterances += 1)}` as UtteranceId;
      subject.hear?.(utteranceId, text);
      const [sourceLanguage, targetLanguage] = subject.pair;
      return { utteranceId, text, sourceLanguage, targetLanguage, final: true, previousText: '', context: [] };
    };

    const answersOf = async (text: string, signal = new AbortController().signal): Promise<string[]> => {
      const answers: string[] = [];
      for await (const answer of subject.translator.translate(request(text), { signal })) answers.push(answer);
      return answers;
    };

    it('translates, at once unless it streams', async () => {
      const [{ text, translation }] = subject.samples;
      const answers = await answersOf(text);
      expect(answers.at(-1)).toBe(translation);
      if (subject.translator.capabilities.streams) expect(answers.length).toBeGreaterThan(1);
      else expect(answers).toHaveLength(1);
    });

    it('gives every one of several requests at once its own answer', async () => {
      const answers = await Promise.all(subject.samples.map(({ text }) => answersOf(text)));
      expect(answers.map((told) => told.at(-1))).toEqual(subject.samples.map(({ translation }) => translation));
    });

    it('says which pairs work', () => {
      expect(subject.translator.unsupported(...subject.pair)).toBeUndefined();
      expect(subject.translator.unsupported(...subject.unsupportedPair)).toMatch(/^[A-Z].*\.$/);
    });

    it('yields nothing where it has no answer', async () => {
      expect(await answersOf(subject.unanswerable)).toEqual([]);
    });

    it('yields nothing to a request that is aborted before it starts', async () => {
      await expect(answersOf(subject.samples[0].text, AbortSignal.abort())).rejects.toThrow();
    });

    it('yields nothing to a request that is aborted while it runs, and answers the next one', async () => {
      const abort = new AbortController();
      const aborted = answersOf(subject.samples[1].text.repeat(3), abort.signal);
      abort.abort();
      await expect(aborted).rejects.toThrow();
      expect((await answersOf(subject.samples[0].text)).at(-1)).toBe(subject.samples[0].translation);
    });
  });
}
