import { describe, expect, it } from 'vitest';
import { durationText } from '../../../src/cli/duration-text.ts';
import { transcriptSummary } from '../../../src/cli/transcript-summary.ts';
import { SPOKEN } from '../../../src/engine/captions/transcript-writer.ts';

const heard = [{ language: 'es', spokenMs: 591_000 }];

describe('transcriptSummary', () => {
  it('tells what was written where', () => {
    const files = [
      { file: 'talk.es.srt', shown: [SPOKEN], count: 65 },
      { file: 'talk.en.srt', shown: ['en'], count: 63 },
    ];
    expect(transcriptSummary({ format: 'srt', files, heard, soundMs: 723_000 })).toBe(
      'Wrote 65 subtitles in Spanish to talk.es.srt and 63 in English to talk.en.srt: 9 min 51 s of speech in a recording of 12 min 3 s.',
    );
  });

  it('tells of one caption, of two languages in a file, and of JSON lines', () => {
    const of = (format: 'txt' | 'jsonl', shown: readonly string[]): string | undefined =>
      transcriptSummary({ format, files: [{ file: 'f', shown, count: 1 }], heard, soundMs: 0 });
    expect(of('txt', [SPOKEN, 'fr'])).toMatch(/^Wrote 1 caption in Spanish and French to f: /u);
    expect(of('jsonl', [SPOKEN])).toMatch(/^Wrote 1 caption to f: /u);
  });

  it('is silent where no file was written', () => {
    expect(transcriptSummary({ format: 'txt', files: [], heard, soundMs: 0 })).toBeUndefined();
  });
});

describe('durationText', () => {
  it.each([
    [0, '0 s'],
    [41_400, '41 s'],
    [60_000, '1 min'],
    [723_000, '12 min 3 s'],
    [3_900_000, '1 h 5 min'],
    [7_200_000, '2 h'],
  ])('of %i ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
