import { describe, expect, it } from 'vitest';
import { chapterText, whyNotOnYouTube } from '../../../../src/engine/captions/chapter-text.ts';
import { chapterName, chaptersOnClock } from '../../../../src/engine/captions/chapter.ts';

const at = (atMs: number, name: string): { readonly atMs: number; readonly name: string } => ({ atMs, name });
const TALK = [at(62_400, 'Setup & tools'), at(3_723_000, 'Questions')];

describe('chapters as a file', () => {
  it('are lines that YouTube takes, from 00:00 on', () => {
    expect(chapterText(TALK, 'txt', 4_000_000)).toBe('00:00 Start\n01:02 Setup & tools\n1:02:03 Questions\n');
    expect(whyNotOnYouTube(TALK)).toBeUndefined();
  });

  it('need no start where one is there, and are one a second', () => {
    const chapters = [at(20_900, 'Late'), at(400, 'Intro'), at(20_100, 'Early')];
    expect(chapterText(chapters, 'txt', 30_000)).toBe('00:00 Intro\n00:20 Late\n');
  });

  it('say why YouTube would show none', () => {
    expect(whyNotOnYouTube([at(30_000, 'One')])).toBe('it wants 3 at least, with the one at 00:00');
    expect(whyNotOnYouTube([at(30_000, 'One'), at(35_000, 'Two')])).toBe('it wants each to last 10 seconds');
  });

  it('are cues of WebVTT, each to the next one', () => {
    expect(chapterText(TALK, 'vtt', 4_000_000)).toBe(
      [
        'WEBVTT\n\n1\n00:00:00.000 --> 00:01:02.400\nStart\n',
        '2\n00:01:02.400 --> 01:02:03.000\nSetup &amp; tools\n',
        '3\n01:02:03.000 --> 01:06:40.000\nQuestions\n\n',
      ].join('\n'),
    );
  });

  it('are JSON lines as they were marked', () => {
    expect(chapterText(TALK.slice(0, 1), 'jsonl', 0)).toBe('{"startMs":62400,"name":"Setup & tools"}\n');
  });
});

describe('chapters of a recording', () => {
  const spans = [
    { startMs: 10_000, endMs: 20_000 },
    { startMs: 30_000, endMs: 50_000 },
  ];

  it('are on its clock; one of a pause stands where it goes on', () => {
    const chapters = [
      at(5000, 'before'),
      at(15_000, 'in'),
      at(25_000, 'pause'),
      at(40_000, 'on'),
      at(60_000, 'behind'),
    ];
    expect(chaptersOnClock(chapters, { spans, overMs: 50_000 })).toEqual([
      at(5000, 'in'),
      at(10_000, 'pause'),
      at(20_000, 'on'),
    ]);
  });
});

it('the name of a chapter is one line, in which nothing moves a cursor', () => {
  expect(chapterName('  Boss\nfight\u001b[2J ')).toBe('Boss fight');
  expect(Array.from(chapterName('x'.repeat(1000)))).toHaveLength(200);
});
