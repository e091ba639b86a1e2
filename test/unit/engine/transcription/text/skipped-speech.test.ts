import { describe, expect, it } from 'vitest';
import { skippedSpeech } from '../../../../../src/engine/transcription/text/skipped-speech.ts';

/** Times in milliseconds. */
function word(key: string, startMs: number, endMs: number) {
  return { space: ' ', surface: key, key, startMs, endMs };
}

describe('skipped speech', () => {
  it('is before a word that takes far longer than to say it', () => {
    const words = [word('and', 0, 5740), word('so', 5740, 6400), word('it', 6400, 6640)];
    expect(skippedSpeech(words)).toEqual({ index: 0, fromMs: 4880, toMs: 5560 });
    expect(
      skippedSpeech([word('hurt', 0, 300), ...words.map((one) => ({ ...one, endMs: one.endMs + 1 }))]),
    ).toMatchObject({
      index: 1,
    });
  });

  it('is not a word that is drawn out, nor the last word', () => {
    expect(skippedSpeech([word('no', 0, 2200), word('way', 2200, 9000)])).toBeUndefined();
  });

  it('is not known without times', () => {
    expect(skippedSpeech([{ space: '', surface: 'a', key: 'a' }, word('b', 0, 100)])).toBeUndefined();
  });
});
