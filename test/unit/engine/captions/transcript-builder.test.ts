import { describe, expect, it } from 'vitest';
import { TranscriptBuilder } from '../../../../src/engine/captions/transcript-builder.ts';
import type { CaptionEvent, UtteranceId } from '../../../../src/protocol/caption-event.ts';

const base = (id: string) => ({
  utteranceId: id as UtteranceId,
  sourceId: 's',
  revision: 1,
  startMs: 0,
  endMs: 1000,
  timing: { emittedAtMs: 0 },
});
const final = (id: string): CaptionEvent => ({ ...base(id), type: 'transcript-final', language: 'es', text: id });
const translated = (id: string, language: string): CaptionEvent => ({
  ...base(id),
  type: 'translation-final',
  language,
  text: `${id} in ${language}`,
  untranslated: false,
});

describe('TranscriptBuilder', () => {
  it('gives out a cue at once where nothing is translated', () => {
    expect(new TranscriptBuilder([]).add(final('a'))).toMatchObject([{ text: 'a', translations: {} }]);
  });

  it('leaves out what has no words left', () => {
    const builder = new TranscriptBuilder([]);
    expect(builder.add({ ...final('a'), text: ' ' } as CaptionEvent)).toEqual([]);
    expect(builder.add(final('b'))).toMatchObject([{ text: 'b' }]);
  });

  it('waits for every translation, and keeps the order of the finals', () => {
    const builder = new TranscriptBuilder(['en', 'fr']);
    const events = [final('a'), final('b'), translated('b', 'en'), translated('b', 'fr'), translated('a', 'fr')];
    expect(events.flatMap((event) => builder.add(event))).toEqual([]);
    expect(builder.add(translated('a', 'en')).map(({ text, translations }) => [text, translations])).toEqual([
      ['a', { en: 'a in en', fr: 'a in fr' }],
      ['b', { en: 'b in en', fr: 'b in fr' }],
    ]);
  });
});
