import { describe, expect, it } from 'vitest';
import { createTextBreaker, type UtteranceText } from '../../../../../src/overlay/shared/captions/broken-texts.ts';
import type { ShownText } from '../../../../../src/overlay/shared/captions/cue-text.ts';
import type { UtteranceId } from '../../../../../src/protocol/caption-event.ts';
import { EMPTY_PLACE, type PacedPlace } from '../../../../../src/protocol/pacing/paced-place.ts';

function text(id: string, words: string, shown: Partial<ShownText> = {}, sourceId = 'mic'): UtteranceText {
  const base = { text: words, stableLength: words.length, language: 'en', final: true, untranslated: false };
  return { utteranceId: id as UtteranceId, sourceId, shown: { ...base, ...shown } };
}

/** A place that has let these lines pass. */
function passed(...lines: readonly (readonly [key: string, text: string])[]): PacedPlace {
  return { ...EMPTY_PLACE, passed: new Map(lines.map(([key, words]) => [key, { sentence: 'a', text: words }])) };
}

const LONELY = [
  ['a 0', 'we walk to the'],
  ['a 1', 'castle.'],
] as const;

/** A sentence whose last word had to begin a line, since the words before it stood already. */
const first = text('a', 'we walk to the castle.');
const standing: PacedPlace = passed(LONELY[0]);

const linesOf = (texts: readonly UtteranceText[], place = standing, runsOn = true): string[] =>
  createTextBreaker({ runsOn })
    .breakTexts(texts, place, 18)
    .map(({ key, text: words }) => `${key}: ${words}`);

describe('a text after one that ends with a lonely word', () => {
  const second = text('b', 'It is old.');
  const apart = ['a 0: we walk to the', 'a 1: castle.', 'b 0: It is old.'];

  it('goes on behind it, on the same line', () => {
    expect(linesOf([first, second])).toEqual(['a 0: we walk to the', 'a 1: castle. It is old.']);
  });

  it('begins its own line where that word has left, or where texts are told apart', () => {
    expect(linesOf([first, second], passed(...LONELY))).toEqual(apart);
    expect(linesOf([first, second], standing, false)).toEqual(apart);
  });

  it.each([
    ['somebody else speaks', text('b', 'It is old.', {}, 'guest')],
    ['a name stands before it', text('b', 'It is old.', { label: 'It ' })],
    ['it is of another language', text('b', 'It is old.', { language: 'nl' })],
    ['nobody could translate it', text('b', 'It is old.', { untranslated: true })],
  ])('begins its own line where %s', (_name, other) => {
    expect(linesOf([first, other])).toEqual(apart);
  });

  it('begins its own line behind a sentence of one word, and behind one that may still grow', () => {
    expect(linesOf([text('a', 'Wait!'), second], EMPTY_PLACE)).toEqual(['a 0: Wait!', 'b 0: It is old.']);
    expect(linesOf([text('a', 'we walk to the castle.', { final: false }), second])).toEqual(apart);
  });

  it('stays there when the one before it is forgotten, and tells both utterances', () => {
    const breaker = createTextBreaker({ runsOn: true });
    const [, merged] = breaker.breakTexts([first, second], standing, 18);
    expect(merged?.utterances).toEqual(['a', 'b']);
    const later = breaker.breakTexts([second], passed(LONELY[0], ['a 1', 'castle. It is old.']), 18);
    expect(later.map(({ key }) => key)).toEqual(['a 1']);
  });

  it('gives the word back when it is discarded', () => {
    const breaker = createTextBreaker({ runsOn: true });
    breaker.breakTexts([first, second], standing, 18);
    const after = breaker.breakTexts([first], standing, 18);
    expect(after.map(({ text: words }) => words)).toEqual(['we walk to the', 'castle.']);
  });

  it('follows without a space in Japanese', () => {
    const [one, other] = ['宝物を見つけましょう', '雨です'].map((words, index) =>
      text('ab'[index]!, words, { language: 'ja' }),
    );
    const place = passed(['a 0', '宝物を見つけ']);
    const lines = createTextBreaker({ runsOn: true }).breakTexts([one!, other!], place, 14);
    expect(lines.map(({ text: words }) => words).join('')).toBe('宝物を見つけましょう雨です');
  });
});
