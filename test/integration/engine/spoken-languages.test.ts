import { describe, expect, it } from 'vitest';
import { msToSamples } from '../../../src/engine/audio/audio-frame.ts';
import type { SpokenLanguage } from '../../../src/protocol/spoken-language.ts';
import { expectAll } from '../../support/expect-all.ts';
import { runEngine } from '../../support/run-engine.ts';
import { recognizerWith } from '../../support/recognizer-settings.ts';
import { realModel, realSpeechMissing } from '../../support/speech/recordings.ts';
import { recordedSamples, recordedUtterances, type RecordedUtterance } from '../../support/speech/utterances.ts';
import { samplesCapture, withGaps } from '../../support/samples-capture.ts';

const model = realModel('whisper-base');
const missing = realSpeechMissing('whisper-base');

const PAUSE_MS = 700;

/** Too short to end an utterance. */
const BREATH_MS = 300;

/** What is said one after the other, by people. */
const SPOKEN = [
  { language: 'en', name: 'talk-en', word: 'Quilter' },
  { language: 'de', name: 'talk-de', word: 'diesem' },
  { language: 'es', name: 'talk-es', word: 'arenas' },
] as const;

/** The languages of the finals within each recording. */
async function heardLanguages(spoken: SpokenLanguage): Promise<{ languages: string[][]; text: string }> {
  const sounds = SPOKEN.map(({ name }) => recordedSamples(name));
  const capture = samplesCapture(withGaps(sounds, PAUSE_MS));
  const { events } = await runEngine([{ id: 'joined', capture, ...spoken }], {
    config: { recognizer: recognizerWith({ model }), partials: false },
  });
  const finals = events.flatMap((event) => (event.type === 'transcript-final' ? [event] : []));
  let endMs = 0;
  const languages = sounds.map(({ length }) => {
    const startMs = endMs;
    endMs += PAUSE_MS + length / 16;
    return finals.filter((final) => final.startMs >= startMs && final.startMs < endMs).map(({ language }) => language);
  });
  return { languages: languages.map((heard) => [...new Set(heard)]), text: finals.map(({ text }) => text).join(' ') };
}

const why = missing === undefined ? '' : ` (${missing})`;

describe.skipIf(missing !== undefined)(`languages that change in a recording of people${why}`, () => {
  it.each<[string, SpokenLanguage, string[][]]>([
    ['any', { language: 'auto' }, [['en'], ['de'], ['es']]],
    ['three', { language: 'auto', candidates: ['es', 'en', 'de-AT'] }, [['en'], ['de-AT'], ['es']]],
  ])('are followed where %s may be spoken', { timeout: 180_000 }, async (_name, spoken, expected) => {
    const { languages, text } = await heardLanguages(spoken);
    expect(languages).toEqual(expected);
    for (const { word } of SPOKEN) expect(text.toLowerCase()).toContain(word.toLowerCase());
  });

  it('are followed where the speaker changes it after a breath', { timeout: 120_000 }, async () => {
    const speech = SPOKEN.slice(0, 2).flatMap(({ name }) => recordedUtterances(name));
    const capture = samplesCapture(withGaps(speech.map(withoutMargins), BREATH_MS));
    const { events } = await runEngine([{ id: 'joined', capture, language: 'auto' }], {
      config: { recognizer: recognizerWith({ model }), partials: false },
    });
    const finals = events.flatMap((event) => (event.type === 'transcript-final' ? [event] : []));
    expect(finals.map(({ language }) => language)).toEqual(['en', 'de']);
    expect(finals.map(({ text }) => text).join(' ')).toMatch(/quilter.*gospel.*diesem.*genutzt/isu);
  });

  it.each([
    ['talk-de', 'talk-en'],
    ['talk-en', 'talk-de'],
  ])('are decided once for each utterance where %s is followed by %s', { timeout: 120_000 }, async (...names) => {
    const capture = samplesCapture(withGaps(names.map(recordedSamples), BREATH_MS), 1);
    const { events } = await runEngine([{ id: 'joined', capture, language: 'auto' }], {
      config: { recognizer: recognizerWith({ model }) },
    });
    const heard = new Map<string, string[]>();
    for (const event of events) {
      if (event.type !== 'transcript-partial' && event.type !== 'transcript-final') continue;
      const languages = heard.get(event.utteranceId) ?? [];
      if (languages.at(-1) !== event.language) heard.set(event.utteranceId, [...languages, event.language]);
    }
    // Which partials there are depends on the load of the computer, and more sound may correct what less sound has told.
    const changes = [...heard.values()].map(({ length }) => length - 1);
    expectAll(changes, (count) => count <= 1);
    expect(changes.filter((count) => count > 0).length).toBeLessThanOrEqual(1);
    const finals = [...heard.values()].map((languages) => languages.at(-1));
    expect(finals.filter((language, index) => language !== finals[index - 1])).toEqual(
      names.map((name) => name.slice(-2)),
    );
  });
});

/** The sound from the first word to the last. */
function withoutMargins({ samples, words }: RecordedUtterance): Float32Array {
  return samples.slice(msToSamples(words[0]?.startMs ?? 0), msToSamples(words.at(-1)?.endMs ?? 0));
}
