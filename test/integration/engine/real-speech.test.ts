import { describe, expect, it } from 'vitest';
import { createFileCapture } from '../../../src/engine/audio/file-capture.ts';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import { finalTexts, runEngine } from '../../support/run-engine.ts';
import { recognizerWith } from '../../support/recognizer-settings.ts';
import { readRecordings, realModel, realSpeechMissing } from '../../support/speech/recordings.ts';
import { errorShare, pooledErrors, wordErrors } from '../../support/speech/word-errors.ts';

const MODEL = 'whisper-base';

/** Few enough for a minute; the benchmark hears all of them. */
const SPOKEN = ['talk-en', 'reading-es', 'sentence-en-3', 'sentence-en-6'];
const NOISES = ['noise-2', 'noise-dog'];

const missing = realSpeechMissing(MODEL);

describe.skipIf(missing !== undefined)(`recordings of people${missing === undefined ? '' : ` (${missing})`}`, () => {
  it('are heard rightly with real weights, and noises give no caption', async () => {
    const recordings = readRecordings([...SPOKEN, ...NOISES]);
    const sources = recordings.map(({ name, file, language = 'auto' }) => ({
      id: name,
      capture: createFileCapture({ path: file, pace: 'unpaced', clock: systemClock }),
      language,
    }));
    const { events } = await runEngine(sources, {
      config: { recognizer: recognizerWith({ model: realModel(MODEL) }), partials: false },
    });
    const textOf = (name: string): string => finalTexts(events.filter(({ sourceId }) => sourceId === name)).join(' ');

    const spoken = recordings.filter(({ language }) => language !== undefined);
    const errors = spoken.map(({ name, text, language = '' }) => wordErrors(text, textOf(name), language));
    expect(errorShare(pooledErrors(errors))).toBeLessThanOrEqual(0.05);
    for (const { name } of spoken) expect(textOf(name), name).not.toBe('');
    for (const name of NOISES) expect(textOf(name), name).toBe('');
  });
});
