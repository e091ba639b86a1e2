import { describe, expect, it } from 'vitest';
import { recordedCaption } from '../../../../src/engine/captions/recorded-caption.ts';
import type { TranscriptCue } from '../../../../src/engine/captions/transcript-format.ts';

/** Ten words of five characters in ten seconds: `word0` at 10 s, and so on. */
const CUE: TranscriptCue = {
  startMs: 10_000,
  endMs: 20_000,
  language: 'en',
  text: Array.from({ length: 10 }, (_, index) => `word${index}`).join(' '),
  translations: { de: Array.from({ length: 10 }, (_, index) => `wort${index}`).join(' ') },
};

function held(...spans: readonly (readonly [number, number])[]): TranscriptCue | undefined {
  return recordedCaption({ spans: spans.map(([startMs, endMs]) => ({ startMs, endMs })) }, CUE);
}

describe('a caption on the clock of a recording', () => {
  it('keeps its text where the recording holds all of it', () => {
    expect(held([4000, Number.POSITIVE_INFINITY])).toEqual({ ...CUE, startMs: 6000, endMs: 16_000 });
  });

  it('is not there where it was said before, after, or in a pause', () => {
    expect(held([20_000, 30_000])).toBeUndefined();
    expect(held([0, 10_000])).toBeUndefined();
    expect(held([0, 9000], [21_000, 30_000])).toBeUndefined();
  });

  it('is cut, in all languages, where the recording starts in it', () => {
    const cut = held([15_000, 99_000]);
    expect(cut).toMatchObject({ startMs: 0, endMs: 5000, text: 'word5 word6 word7 word8 word9' });
    expect(cut?.translations).toEqual({ de: 'wort5 wort6 wort7 wort8 wort9' });
  });

  it('is cut where it stops in it', () => {
    expect(held([0, 12_000])).toMatchObject({ startMs: 10_000, endMs: 12_000, text: 'word0 word1' });
  });

  it('loses what was said in a pause, and its time', () => {
    const cut = held([0, 12_000], [18_000, 99_000]);
    expect(cut).toMatchObject({ startMs: 10_000, endMs: 14_000, text: 'word0 word1 word8 word9' });
  });

  it('is cut between words of scripts without spaces', () => {
    const cue = { ...CUE, language: 'ja', text: '今日は天気がいいので公園に行きました', translations: {} };
    const [before, behind] = [
      recordedCaption({ spans: [{ startMs: 0, endMs: 15_000 }] }, cue),
      recordedCaption({ spans: [{ startMs: 15_000, endMs: 99_000 }] }, cue),
    ];
    expect(before?.text).not.toBe('');
    expect(`${before?.text}${behind?.text}`).toBe(cue.text);
  });
});
