import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptionEvent } from '../../../src/protocol/caption-event.ts';
import { applyCaptionEvent, type Cue } from '../../../src/protocol/cue.ts';
import { discard, final, partial, translation, translationPartial } from '../../support/caption-builders.ts';

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
    const cues = reduce([
      final('a', 2, 'Hola.'),
      translation('a', 2, 'en', 'Hello.'),
      translationPartial('a', 2, 'en', 'Hel'),
    ]);
    expect(cues[0]?.translations['en']).toEqual({ text: 'Hello.', final: true, untranslated: false, revision: 2 });
  });

  it('drops a translation whose utterance was discarded', () => {
    expect(reduce([partial('a', 1, 'x'), discard('a', 2), translation('a', 1, 'en', 'y')])).toEqual([]);
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
