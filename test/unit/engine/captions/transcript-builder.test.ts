import { describe, expect, it } from 'vitest';
import { TranscriptBuilder } from '../../../../src/engine/captions/transcript-builder.ts';
import type { CaptionEvent } from '../../../../src/protocol/caption-event.ts';
import { final as finalOf, translation } from '../../../support/caption-builders.ts';

const final = (id: string): CaptionEvent => finalOf(id, 1, id);
const translated = (id: string, language: string): CaptionEvent => translation(id, 1, language, `${id} in ${language}`);

describe('TranscriptBuilder', () => {
  it('gives out a cue at once where nothing is translated', () => {
    expect(new TranscriptBuilder([]).add(final('a'))).toMatchObject([{ cue: { text: 'a', translations: {} } }]);
  });

  it('keeps the times of words beside the cue, so that they are in no file', () => {
    const words = [{ length: 1, startMs: 0, endMs: 500 }];
    const [entry] = new TranscriptBuilder([]).add({ ...final('a'), words } as CaptionEvent);
    expect(entry?.words).toEqual(words);
    expect(entry?.cue).not.toHaveProperty('words');
  });

  it('waits for every translation, and keeps the order of the finals', () => {
    const builder = new TranscriptBuilder(['en', 'fr']);
    const events = [final('a'), final('b'), translated('b', 'en'), translated('b', 'fr'), translated('a', 'fr')];
    expect(events.flatMap((event) => builder.add(event))).toEqual([]);
    expect(builder.add(translated('a', 'en')).map(({ cue: { text, translations } }) => [text, translations])).toEqual([
      ['a', { en: 'a in en', fr: 'a in fr' }],
      ['b', { en: 'b in en', fr: 'b in fr' }],
    ]);
  });
});
