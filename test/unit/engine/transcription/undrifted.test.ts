import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { PooledUtterance } from '../../../../src/engine/transcription/host/pooled-utterance.ts';
import type { TimedHypothesis } from '../../../../src/engine/transcription/host/recognizer-pool.ts';
import type { SessionOptions } from '../../../../src/engine/transcription/recognizer.ts';
import { undrifted } from '../../../../src/engine/transcription/undrifted.ts';
import type { UtteranceId } from '../../../../src/protocol/caption-event.ts';
import type { SpokenLanguage } from '../../../../src/protocol/spoken-language.ts';

const TIMES = { endedByLength: false, workStartAtMs: 0, workEndAtMs: 1 };
const DRIFTED: TimedHypothesis = {
  ...{ text: 'Vamos a jugar un rato.', language: 'en', ...TIMES },
  otherLanguage: { whole: true, language: 'es' },
};
const AGAIN: TimedHypothesis = { text: 'Vamos a jugar un rato con vosotros.', language: 'es', ...TIMES };

interface Given {
  readonly spoken?: SpokenLanguage;
  readonly prompted?: boolean;
  readonly stableText?: string;
  readonly hypothesis?: TimedHypothesis;
  /** What the second decode gives. */
  readonly again?: TimedHypothesis | Error;
}

/** The outcome, what utterances were opened for, and how many samples the second decode had. */
async function outcome({
  spoken = { language: 'auto' },
  prompted = false,
  stableText = '',
  hypothesis = DRIFTED,
  again = AGAIN,
}: Given) {
  const opened: SessionOptions[] = [];
  const heardSamples: number[] = [];
  const audio = new PooledUtterance('mic-1', 'mic', { language: spoken.language, prompt: '' }, () => undefined);
  audio.push(new Float32Array(512));
  const utterance = { id: 'mic-1' as UtteranceId, sourceId: 'mic', stableText, audio };
  const given = { utterance, hypothesis, sampleCount: 512, spoken, prompted };
  const shown = await undrifted(
    {
      open: (id, sourceId, options) => {
        opened.push(options);
        return new PooledUtterance(id, sourceId, options, () => undefined);
      },
      decode: ({ length }) => {
        heardSamples.push(length);
        return again instanceof Error ? Promise.reject(again) : Promise.resolve(again);
      },
    },
    given,
  );
  return { shown, asked: opened.map(({ language }) => language), heardSamples };
}

describe('a decode in another language than it was told to be in', () => {
  it('is done once more in the language of its text where any may be spoken', async () => {
    expect(await outcome({})).toEqual({ shown: AGAIN, asked: ['es'], heardSamples: [512] });
  });

  it('is done once more without the words before it where the language was named', async () => {
    const better = { ...AGAIN, text: 'We will play a while.', language: 'en' };
    const found = await outcome({ spoken: { language: 'en' }, prompted: true, again: better });
    expect(found).toEqual({ shown: better, asked: ['en'], heardSamples: [512] });
  });

  it.each<[string, Given]>([
    ['the language was named and no words stood before it', { spoken: { language: 'en' } }],
    ['its language may not be spoken', { spoken: { language: 'auto', candidates: ['en', 'de'] } }],
    ['viewers have read a part of it', { stableText: 'Vamos' }],
    ['only a part of it is', { hypothesis: { ...DRIFTED, otherLanguage: { whole: false } } }],
  ])('stays, and is not done again, where %s', async (_why, given) => {
    const { shown, asked } = await outcome(given);
    expect(shown).toBe(given.hypothesis ?? DRIFTED);
    expect(asked).toEqual([]);
  });

  it.each<[string, Given['again']]>([
    ['drifts too', DRIFTED],
    ['hears nothing', { ...AGAIN, text: '' }],
    ['fails', new EngineError('recognizer-failed', 'The speech recogniser was stopped.')],
  ])('stays where the second decode %s', async (_why, again) => {
    expect((await outcome({ ...(again ? { again } : {}) })).shown).toBe(DRIFTED);
  });
});
