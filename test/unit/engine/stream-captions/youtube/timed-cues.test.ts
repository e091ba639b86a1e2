import { describe, expect, it } from 'vitest';
import { captionBody, serverTime } from '../../../../../src/engine/stream-captions/youtube/caption-body.ts';
import { timedCues } from '../../../../../src/engine/stream-captions/youtube/timed-cues.ts';
import { textUnits } from '../../../../../src/protocol/text-units.ts';
import { expectAll } from '../../../../support/expect-all.ts';

const NOON = Date.UTC(2026, 0, 2, 12);

describe('cues for YouTube', () => {
  it('begin when about so much was said as stands before them', () => {
    const text = 'Tonight we look for the old boat that somebody has left behind the mill, and bring it home again.';
    expect(timedCues({ text, language: 'en', startMs: 1000, endMs: 7000 })).toEqual([
      { atMs: 1000, lines: ['Tonight we look for the old boat that', 'somebody has left behind the mill, and'] },
      { atMs: 5737, lines: ['bring it home again.'] },
    ]);
  });

  it('break scripts without spaces between words, and count wide letters twice', () => {
    const text = '今夜は誰かが水車小屋の裏に置き忘れた古い舟を探しに行って、それからみんなで家に持って帰ります。';
    const cues = timedCues({ text, language: 'ja', startMs: 0, endMs: 1000 });
    expect(cues.flatMap(({ lines }) => lines).join('')).toBe(text);
    expectAll(
      cues.flatMap(({ lines }) => lines),
      (line) => textUnits(line) <= 40,
    );
  });

  it('are none of nothing', () => {
    expect(timedCues({ text: '  ', language: 'en', startMs: 0, endMs: 1000 })).toEqual([]);
  });

  it('are written with times of UTC, the place, and their lines in one', () => {
    const cues = [
      { atMs: NOON, lines: ['Two', 'lines'] },
      { atMs: NOON + 1234, lines: ['<br> is said'] },
    ];
    expect(captionBody(cues)).toBe(
      '2026-01-02T12:00:00.000 region:reg1#cue1\nTwo<br>lines\n2026-01-02T12:00:01.234 region:reg1#cue1\n‹br› is said\n',
    );
    expect(captionBody([])).toBe('');
  });

  it.each([
    ['2026-01-02T12:00:00.000\n', NOON],
    ['2026-01-02T12:00:00.123456Z', NOON + 123],
    ['', undefined],
    ['<html>', undefined],
    ['2026-99-02T12:00:00.000', undefined],
  ])('are followed by the time of the server, read of %j', (answer, timeMs) => {
    expect(serverTime(answer)).toBe(timeMs);
  });
});
