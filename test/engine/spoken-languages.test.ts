import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SpokenLanguage } from '../../src/protocol/spoken-language.ts';
import { readWav } from '../support/clips.ts';
import { runEngine } from '../support/run-engine.ts';
import { samplesCapture, withGaps } from '../support/samples-capture.ts';

const shared = path.join(import.meta.dirname, '../../../shared');
const model = path.join(shared, 'models/real/whisper-base');
const speech = path.join(shared, 'speech');
const isMissing = !existsSync(model) || !existsSync(speech);

const PAUSE_MS = 700;

/** What is said one after the other, by people. */
const SPOKEN = [
  { language: 'en', file: 'talk-en.wav', word: 'Quilter' },
  { language: 'de', file: 'talk-de.wav', word: 'diesem' },
  { language: 'es', file: 'talk-es.wav', word: 'arenas' },
] as const;

/** The languages of the finals within each recording. */
async function heardLanguages(spoken: SpokenLanguage): Promise<{ languages: string[][]; text: string }> {
  const sounds = SPOKEN.map(({ file }) => readWav(path.join(speech, file)));
  const capture = samplesCapture(withGaps(sounds, PAUSE_MS));
  const { events } = await runEngine([{ id: 'joined', capture, ...spoken }], { config: { model, partials: false } });
  const finals = events.flatMap((event) => (event.type === 'transcript-final' ? [event] : []));
  let endMs = 0;
  const languages = sounds.map(({ length }) => {
    const startMs = endMs;
    endMs += PAUSE_MS + length / 16;
    return finals.filter((final) => final.startMs >= startMs && final.startMs < endMs).map(({ language }) => language);
  });
  return { languages: languages.map((heard) => [...new Set(heard)]), text: finals.map(({ text }) => text).join(' ') };
}

const why = isMissing ? ` (skipped: there are no real weights and recordings in ${shared})` : '';

describe.skipIf(isMissing)(`languages that change in a recording of people${why}`, () => {
  it.each<[string, SpokenLanguage, string[][]]>([
    ['any', { language: 'auto' }, [['en'], ['de'], ['es']]],
    ['three', { language: 'auto', candidates: ['es', 'en', 'de-AT'] }, [['en'], ['de-AT'], ['es']]],
  ])('are followed where %s may be spoken', { timeout: 180_000 }, async (_name, spoken, expected) => {
    const { languages, text } = await heardLanguages(spoken);
    expect(languages).toEqual(expected);
    for (const { word } of SPOKEN) expect(text.toLowerCase()).toContain(word.toLowerCase());
  });
});
