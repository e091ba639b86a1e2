import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownText } from '../../../../../src/engine/captions/shown-text.ts';
import { SubtitleTrack } from '../../../../../src/engine/captions/subtitles/subtitle-track.ts';
import type { SubtitleCue } from '../../../../../src/engine/captions/subtitles/time-cues.ts';
import type { PieceSource } from '../../../../../src/engine/captions/subtitles/timed-pieces.ts';
import { textUnits } from '../../../../../src/protocol/text-units.ts';
import { anyText } from '../../../../support/any-text.ts';
import { expectAll } from '../../../../support/expect-all.ts';

function cuesOf(captions: readonly PieceSource[]): SubtitleCue[] {
  const track = new SubtitleTrack();
  return [...captions.flatMap((caption) => track.add(caption)), ...track.end()];
}

function english(text: string, startMs: number, endMs: number): PieceSource {
  return { text, language: 'en', startMs, endMs };
}

const letters = (texts: readonly string[]): string => texts.join('').replace(/\s/gu, '');
const charactersPerSecond = ({ lines, startMs, endMs }: SubtitleCue): number =>
  (lines.join(' ').length * 1000) / (endMs - startMs);

interface Talk {
  readonly text: string;
  readonly pauseMs: number;
  readonly msPerCharacter: number;
}

/** Captions one after the other. */
function captionsOf(talk: readonly Talk[], language: string): PieceSource[] {
  let nowMs = 0;
  return talk.map(({ text, pauseMs, msPerCharacter }) => {
    const shown = shownText(text);
    const startMs = nowMs + pauseMs;
    nowMs = startMs + shown.length * msPerCharacter;
    return { text: shown, language, startMs, endMs: nowMs };
  });
}

const word = fc.constantFrom(
  'we',
  'the',
  'open',
  'door,',
  'and',
  'castles',
  'of',
  'New',
  'York.',
  '10',
  'km',
  'extraordinarily',
  'is',
  '¿no?',
);
const sentence = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => `${words.join(' ')}.`);
const talkOf = (text: fc.Arbitrary<string>, msPerCharacter: fc.Arbitrary<number>): fc.Arbitrary<Talk[]> =>
  fc.array(fc.record({ text, pauseMs: fc.integer({ min: 0, max: 4000 }), msPerCharacter }), { maxLength: 12 });

describe('subtitles of any captions', () => {
  const anyTalk = talkOf(fc.oneof(sentence, anyText), fc.integer({ min: 1, max: 400 }));
  const languages = fc.constantFrom('en', 'ja', 'th', 'xx');

  it('hold all of the text in its order, and no line without a letter', () => {
    fc.assert(
      fc.property(anyTalk, languages, (talk, language) => {
        const captions = captionsOf(talk, language);
        const lines = cuesOf(captions).flatMap((cue) => cue.lines);
        expect(letters(lines)).toBe(letters(captions.map(({ text }) => text)));
        expect(lines.filter((line) => line.trim() !== line || line === '')).toEqual([]);
      }),
    );
  });

  it('have two lines at most, which fit', () => {
    fc.assert(
      fc.property(anyTalk, languages, (talk, language) => {
        for (const { lines } of cuesOf(captionsOf(talk, language))) {
          expect(lines.length).toBeLessThanOrEqual(2);
          for (const line of lines) expect(textUnits(line)).toBeLessThanOrEqual(42);
        }
      }),
    );
  });

  it('have 16 characters a line at most where these are wide', () => {
    const words = fc.constantFrom(
      '昨日は',
      '東京の',
      '大きな',
      '公園で',
      '写真を',
      'たくさん',
      '撮りました。',
      '話、',
      '的',
    );
    const japanese = fc.array(words, { minLength: 1, maxLength: 40 }).map((list) => list.join(''));
    fc.assert(
      fc.property(talkOf(japanese, fc.integer({ min: 60, max: 300 })), (talk) => {
        const long = cuesOf(captionsOf(talk, 'ja')).flatMap(({ lines }) => lines.filter((line) => line.length > 16));
        expect(long).toEqual([]);
      }),
    );
  });

  it('follow each other with a gap, are shown for 7 s at most, and never before they are spoken', () => {
    fc.assert(
      fc.property(anyTalk, languages, (talk, language) => {
        const captions = captionsOf(talk, language);
        const cues = cuesOf(captions);
        let spokenLetters = 0;
        for (const [index, { startMs, endMs, lines }] of cues.entries()) {
          expect(endMs).toBeGreaterThan(startMs);
          expect(endMs - startMs).toBeLessThanOrEqual(7000);
          const next = cues[index + 1];
          if (next) expect(next.startMs - endMs).toBeGreaterThanOrEqual(83);
          expect(startMs).toBeGreaterThanOrEqual(Math.floor(spokenFrom(captions, spokenLetters)));
          spokenLetters += letters(lines).length;
        }
      }),
    );
  });
});

/** When the caption begins that holds a letter. */
function spokenFrom(captions: readonly PieceSource[], letter: number): number {
  let before = 0;
  for (const { text, startMs } of captions) {
    before += letters([text]).length;
    if (before > letter) return startMs;
  }
  return 0;
}

describe('subtitles of people who speak at a usual speed', () => {
  const usual = talkOf(sentence, fc.integer({ min: 60, max: 90 }));

  it('are shown for a second at least, and can be read', () => {
    fc.assert(
      fc.property(usual, (talk) => {
        for (const cue of cuesOf(captionsOf(talk, 'en'))) {
          expect(cue.endMs - cue.startMs).toBeGreaterThanOrEqual(1000);
          expect(charactersPerSecond(cue)).toBeLessThanOrEqual(20);
        }
      }),
    );
  });
});

describe('a subtitle track', () => {
  it('breaks a long sentence at its clauses, in even lines', () => {
    const text =
      'When the storm was over, we walked back to the harbour, and there we found the boats that everybody had given up for lost.';
    expect(cuesOf([english(text, 0, 8000)]).map(({ lines }) => lines)).toEqual([
      ['When the storm was over,', 'we walked back to the harbour,'],
      ['and there we found the boats', 'that everybody had given up for lost.'],
    ]);
  });

  it('takes the times of the words where they are known', () => {
    const text = 'We waited there for a very long time, and then at last somebody came to open the door for all of us.';
    const words = text.split(' ').map(({ length }, index) => {
      const startMs = index * 200 + (index >= 8 ? 2000 : 0);
      return { length, startMs, endMs: startMs + 180 };
    });
    const cues = cuesOf([{ ...english(text, 0, 6380), words }]);
    expect(cues.map(({ startMs, lines }) => [startMs, lines[0]])).toEqual([
      [0, 'We waited there for a very long time,'],
      [3600, expect.stringMatching(/^and then/u)],
    ]);
  });

  it('joins sentences that are too short to be read alone', () => {
    const cues = cuesOf([
      english('No.', 0, 300),
      english('Never.', 350, 700),
      english('Not today, my friend.', 750, 2200),
    ]);
    expect(cues.map(({ lines }) => lines.join(' '))).toEqual(['No. Never. Not today, my friend.']);
  });

  it('leaves a short subtitle for a second, and for as long as it is read, where nothing follows', () => {
    const [cue] = cuesOf([english('Yes.', 500, 800)]);
    expect(cue).toEqual({ startMs: 500, endMs: 1500, lines: ['Yes.'] });
    const [fast] = cuesOf([english('Nobody could have said this so quickly.', 0, 1200)]);
    expect(fast && charactersPerSecond(fast)).toBeLessThanOrEqual(20);
  });

  it('closes a gap in which nothing could be seen', () => {
    const [cue] = cuesOf([
      english('This is one of several sentences.', 0, 2000),
      english('Here is one more of them.', 2300, 4300),
    ]);
    expect(cue?.endMs).toBe(2216);
  });

  it('lets fast speech have the time that there is, and comes a little late rather than too short', () => {
    const fast = english('word '.repeat(60).trim(), 0, 9000);
    const cues = cuesOf([fast, english('A pause has come before this.', 14_000, 16_000)]);
    expectAll(cues, ({ startMs, endMs }) => endMs - startMs >= 1000);
    expect(cues.at(-2)?.endMs).toBeGreaterThan(9000);
  });

  it('breaks Japanese into lines of 16 characters, before no particle', () => {
    const text = '昨日は東京の大きな公園で友達と一緒に桜の写真をたくさん撮りました。';
    const lines = cuesOf([{ text, language: 'ja', startMs: 0, endMs: 6000 }]).flatMap((cue) => cue.lines);
    expectAll(lines, (line) => Array.from(line).length <= 16 && !/^[はのでとをにがも]/u.test(line));
  });

  it('gives out subtitles while speech goes on, not only at its end', () => {
    const track = new SubtitleTrack();
    const early = Array.from({ length: 30 }, (_, index) =>
      track.add(english('This is one of very many sentences.', index * 2100, index * 2100 + 2000)),
    ).flat();
    expect(early.length).toBeGreaterThan(10);
    expect(early.length + track.end().length).toBe(30);
  });
});
