import { describe, expect, it } from 'vitest';
import { createBackends } from '../../../src/engine/audio/devices/create-backends.ts';
import { createDeviceCapture } from '../../../src/engine/audio/devices/device-capture.ts';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import { recognizerSection } from '../../../src/engine/transcription/settings.ts';
import type { RecognizerDefinition } from '../../../src/engine/transcription/recognizer-definition.ts';
import { translationSection } from '../../../src/engine/translation/settings.ts';
import { dummyBackend } from '../../support/audio/dummy-backend.ts';
import { heldOutClips } from '../../support/clips.ts';
import { dummyRecognizer } from '../../support/dummy-recognizer.ts';
import { dummyTranslator } from '../../support/dummy-translator.ts';
import { finalTexts, runEngine } from '../../support/run-engine.ts';
import { samplesCapture, withGaps } from '../../support/samples-capture.ts';

const [clip] = heldOutClips(1);
const sound = withGaps([clip!.samples], 800);

/** Runs a recogniser that is added over a sound. */
function runRecognizer(definition: RecognizerDefinition) {
  const recognizer = recognizerSection([definition]).parse({ model: 'dummy:hello', dummy: { mark: '!' } });
  return runEngine([{ id: 'test', capture: samplesCapture(sound), language: 'en' }], {
    config: { recognizer, partials: false },
    recognizers: [definition],
  });
}

describe('what does not come with the program', () => {
  it('recognises: a model of its own, in a host process', async () => {
    const { events, status } = await runRecognizer(dummyRecognizer);
    expect(finalTexts(events)).toEqual(['Hello!']);
    expect(status.stages.find(({ stage }) => stage === 'transcription')?.detail).toBe('dummy by nothing on CPU.');
  });

  it.each([
    ['cannot be imported', new URL('no-such-module.mjs', import.meta.url).href, 'ERR_MODULE_NOT_FOUND'],
    ['exports nothing of use', 'data:text/javascript,export const close = 1;', 'exports no function "open"'],
  ])('is told where its module %s', async (_, module, why) => {
    await expect(runRecognizer({ ...dummyRecognizer, module })).rejects.toMatchObject({
      code: 'recognizer-failed',
      message: expect.stringContaining(why) as string,
    });
  });

  it('translates, with its own settings and within a budget', async () => {
    const settings = { targets: ['es'], translators: ['dummy'], dummy: { mark: '?' }, budget: { dummy: 10_000 } };
    const { events, status } = await runEngine([{ id: 'test', capture: samplesCapture(sound), language: 'en' }], {
      config: {
        recognizer: recognizerSection([dummyRecognizer]).parse({ model: 'dummy:hello' }),
        translation: translationSection([dummyTranslator]).parse(settings),
        partials: false,
      },
      recognizers: [dummyRecognizer],
      translators: [dummyTranslator],
    });
    const answers = events.flatMap((event) => (event.type === 'translation-final' ? [event.text] : []));
    expect(answers).toEqual(['HELLO.?']);
    expect(status.translators).toMatchObject([{ name: 'dummy', characters: 6, budget: { limit: 10_000 } }]);
  });

  it('hears, by a sound device of its own', async () => {
    const backends = createBackends({ clock: systemClock, childEntry: '', added: [dummyBackend(sound)] });
    const capture = createDeviceCapture({
      backends,
      backend: 'dummy',
      wanted: { kind: 'input', name: 'Desk' },
      clock: systemClock,
      onNotice: () => undefined,
    });
    const { events } = await runEngine([{ id: 'test', capture, language: 'en' }], {
      config: { recognizer: recognizerSection([dummyRecognizer]).parse({ model: 'dummy:hello' }) },
      recognizers: [dummyRecognizer],
      onEvent: (event, engine) => void (event.type === 'transcript-final' && engine.close()),
    });
    expect(finalTexts(events)).toEqual(['Hello.']);
  });

  it('is refused where nothing of that name is known', async () => {
    const translation = { ...translationSection().parse({}), translators: ['dummy'] };
    await expect(runEngine([], { config: { translation } })).rejects.toMatchObject({
      code: 'usage',
      message: 'There is no translator "dummy".',
    });
  });
});
