import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptionEvent, UtteranceId } from '../../../src/protocol/caption-event.ts';
import { applyCaptionEvent, type Cue } from '../../../src/protocol/cue.ts';

const base = (id: string, revision: number) => ({
  utteranceId: id as UtteranceId,
  sourceId: 's',
  revision,
  startMs: 0,
  endMs: 1000,
  timing: { emittedAtMs: 0 },
});
const partial = (id: string, revision: number, stableText: string, unstableText = ''): CaptionEvent => ({
  ...base(id, revision),
  type: 'transcript-partial',
  language: 'es',
  stableText,
  unstableText,
});
const final = (id: string, revision: number, text: string): CaptionEvent => ({
  ...base(id, revision),
  type: 'transcript-final',
  language: 'es',
  text,
});
const translation = (id: string, revision: number, text: string, isFinal = true): CaptionEvent =>
  isFinal
    ? { ...base(id, revision), type: 'translation-final', language: 'en', text, untranslated: false }
    : { ...base(id, revision), type: 'translation-partial', language: 'en', text };
const discard = (id: string, revision: number): CaptionEvent => ({
  ...base(id, revision),
  type: 'utterance-discard',
  reason: 'failed',
});
const reduce = (events: readonly CaptionEvent[]): readonly Cue[] =>
  events.reduce<readonly Cue[]>(applyCaptionEvent, []);

describe('applyCaptionEvent', () => {
  it('shows the newest revision of an utterance and ignores older ones', () => {
    const cues = reduce([partial('a', 2, 'hola', ' ami'), partial('a', 1, 'ho')]);
    expect(cues).toHaveLength(1);
    expect(cues[0]).toMatchObject({ stableText: 'hola', unstableText: ' ami', revision: 2, final: false });
  });

  it('gives back the same array where nothing changed', () => {
    const cues = reduce([final('a', 3, 'hola')]);
    expect(applyCaptionEvent(cues, partial('a', 9, 'late'))).toBe(cues);
  });

  it('keeps a final when the next utterance has begun', () => {
    const cues = reduce([partial('a', 1, 'uno'), partial('b', 1, 'dos'), final('a', 2, 'Uno.')]);
    expect(cues.map((cue) => [cue.stableText, cue.final])).toEqual([
      ['Uno.', true],
      ['dos', false],
    ]);
  });

  it('takes a translation of a final and refuses a later partial one', () => {
    const cues = reduce([final('a', 2, 'Hola.'), translation('a', 2, 'Hello.'), translation('a', 2, 'Hel', false)]);
    expect(cues[0]?.translations['en']).toEqual({ text: 'Hello.', final: true, untranslated: false, revision: 2 });
  });

  it('drops a translation whose utterance was discarded', () => {
    expect(reduce([partial('a', 1, 'x'), discard('a', 2), translation('a', 1, 'y')])).toEqual([]);
  });

  it('shows the same whatever order late partials come in after a final', () => {
    const late = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 20 }), fc.string()));
    fc.assert(
      fc.property(late, (events) => {
        const finals = [final('a', 21, 'A'), final('b', 21, 'B')];
        const cues = reduce([...finals, ...events.map(([id, revision, text]) => partial(id, revision, text))]);
        expect(cues).toEqual(reduce(finals));
      }),
    );
  });
});
