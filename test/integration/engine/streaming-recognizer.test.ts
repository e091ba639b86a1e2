import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CaptureSource } from '../../../src/engine/pipeline/capture-source.ts';
import { FRAME_SAMPLES } from '../../../src/engine/audio/audio-frame.ts';
import { recognizerSection } from '../../../src/engine/transcription/settings.ts';
import { translationSection } from '../../../src/engine/translation/settings.ts';
import { scriptedRecognizer } from '../../../src/testing/scripted-definition.ts';
import type { RecognizerScript } from '../../../src/testing/scripted-recognizer.ts';
import { heldOutClips } from '../../support/clips.ts';
import { dummyTranslator } from '../../support/dummy-translator.ts';
import { finalTexts, runEngine } from '../../support/run-engine.ts';
import { runtimeFiles } from '../../support/files.ts';
import { samplesCapture, withGaps } from '../../support/samples-capture.ts';

const clips = heldOutClips(3).map(({ samples }) => samples);
const dist = path.dirname(runtimeFiles.recognizerHost);
const module = pathToFileURL(path.join(dist, 'scripted-recognizer.js')).href;
const recognizers = [{ ...scriptedRecognizer, module }];

/** Sound that comes little by little, so that something can be heard before it ends. */
function paced(capture: CaptureSource): CaptureSource {
  return {
    ...capture,
    async *frames(signal) {
      for await (const frame of capture.frames(signal)) {
        yield frame;
        if (frame.startSample % (8 * FRAME_SAMPLES) === 0) await sleep(8);
      }
    },
  };
}

/** Real speech, and a recogniser that streams words by the length of the sound. */
function run(script: RecognizerScript, partials: boolean) {
  const model = `scripted:${JSON.stringify(script)}`;
  const sound = samplesCapture(withGaps(clips, 900));
  const capture = partials ? paced(sound) : sound;
  const settings = { targets: ['es'], translators: ['dummy'], dummy: { mark: '?' } };
  return runEngine([{ id: 'mic', capture, language: 'en' }], {
    config: {
      recognizer: recognizerSection(recognizers).parse({ model }),
      translation: translationSection([dummyTranslator]).parse(settings),
      partials,
    },
    recognizers,
    translators: [dummyTranslator],
  });
}

describe('a recogniser that streams, in the whole engine', () => {
  it.each([
    ['live', true],
    ['as for a file', false],
  ])('has a final and a translation for all that was said, %s', async (_, partials) => {
    const { events, notices, status } = await run({ wordMs: 250, lookAheadMs: 300 }, partials);
    const finals = finalTexts(events);
    expect(finals.length).toBeGreaterThanOrEqual(3);
    const translations = events.flatMap((event) => (event.type === 'translation-final' ? [event.text] : []));
    expect(translations).toEqual(finals.map((text) => `${text.toUpperCase()}?`));
    expect(notices.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(events.some(({ type }) => type === 'transcript-partial')).toBe(partials);
    expect(status.stages.find(({ stage }) => stage === 'transcription')?.detail).toBe(
      'script by scripted (streaming) on none.',
    );
  });
});
