import { describe, expect, it } from 'vitest';
import { unheardFrom } from '../../../../../src/engine/transcription/text/unheard-end.ts';

/** Times in milliseconds. */
function word(key: string, startMs?: number, endMs?: number) {
  const times = startMs === undefined || endMs === undefined ? {} : { startMs, endMs };
  return { space: ' ', surface: `${key}.`, key, ...times };
}

describe('speech behind the last word', () => {
  it('is unheard where it goes on for long', () => {
    const words = [word('small', 1800, 2200), word('dog', 2200, 2500)];
    expect(unheardFrom(words, 3900)).toBeUndefined();
    expect(unheardFrom(words, 4100)).toEqual({ fromMs: 2380, toMs: 2500 });
  });

  it('is not the last word, however much of it counts to that', () => {
    expect(unheardFrom([word('genutzt', 3280, 6780)], 8800)).toEqual({ fromMs: 3700, toMs: 4620 });
  });

  it('leaves a word that is drawn out', () => {
    expect(unheardFrom([word('goal', 1000, 3300)], 3300)).toBeUndefined();
  });

  it('is not known without times', () => {
    expect(unheardFrom([word('dog')], 9000)).toBeUndefined();
    expect(unheardFrom([], 9000)).toBeUndefined();
  });

  it('would leave nothing where the word is at the very beginning', () => {
    expect(unheardFrom([word('i', 0, 200)], 9000)).toBeUndefined();
  });
});
