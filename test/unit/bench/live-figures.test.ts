import { describe, expect, it } from 'vitest';
import { neverShown } from '../../../bench/speech/delay-lines.ts';
import { liveFigures, pooledFigures } from '../../../bench/speech/live-figures.ts';
import { shownViews, type ShownView } from '../../../bench/speech/shown-view.ts';
import { longestStandstillMs } from '../../../bench/speech/view-changes.ts';
import { discard, final, partial } from '../../support/caption-builders.ts';
import type { Recording } from '../../support/speech/recordings.ts';

/** One word a second: the first from 0.5 to 1 s. */
function recordingOf(text: string): Recording {
  const words = text
    .split(' ')
    .map((word, index) => ({ text: word, startMs: index * 1000 + 500, endMs: index * 1000 + 1000 }));
  return { name: 'made', file: '', language: 'en', text, words };
}

const view = (atMs: number, settled: string, unsettled = ''): ShownView => ({
  atMs,
  settled,
  shown: `${settled} ${unsettled}`,
});

describe('shownViews', () => {
  it('joins the utterances, in order, with the newest text of each', () => {
    const views = shownViews([
      { atMs: 100, event: partial('mic-1', 1, 'One', ' to') },
      { atMs: 200, event: final('mic-1', 2, 'One two.') },
      { atMs: 300, event: partial('mic-1.2', 1, '', 'three') },
      { atMs: 400, event: discard('mic-1.2', 2) },
    ]);
    expect(views.map(({ shown, settled }) => [shown.trim(), settled.trim()])).toEqual([
      ['One to', 'One'],
      ['One two.', 'One two.'],
      ['One two. three', 'One two.'],
      ['One two.', 'One two.'],
    ]);
  });

  it('takes a final and the partial that follows at once as one picture', () => {
    const views = shownViews([
      { atMs: 100, event: partial('mic-1', 1, 'One. Two') },
      { atMs: 500, event: final('mic-1', 2, 'One.') },
      { atMs: 501, event: partial('mic-1.2', 1, 'Two') },
    ]);
    expect(views.map(({ settled }) => settled)).toEqual(['One. Two', 'One. Two']);
  });
});

describe('liveFigures', () => {
  const recording = recordingOf('it was the best it was');
  const figuresOf = (...views: ShownView[]) => liveFigures({ recording, views, cpuMs: 3000, soundMs: 6000 });

  it('measures from the end of each word to its first view, and to the first that holds it as settled', () => {
    const {
      toShownMs,
      toSettledMs,
      neverShown: lost,
    } = figuresOf(
      view(1400, '', 'it'),
      view(2600, 'it', 'was'),
      view(3300, 'it was', 'the'),
      view(6500, 'it was the best it was'),
    );
    expect(toShownMs).toEqual([400, 600, 300, 2500, 1500, 500]);
    expect(toSettledMs).toEqual([1600, 1300, 3500, 2500, 1500, 500]);
    expect(lost).toEqual([]);
  });

  it('takes no word for shown before it was said', () => {
    expect(figuresOf(view(1100, '', 'it was it was')).toShownMs).toEqual([100]);
  });

  it('tells what was lost, invented and taken back', () => {
    const figures = figuresOf(view(1400, 'is'), view(2600, 'it', 'is'), view(6500, 'it was the the best'));
    expect(figures.errors).toEqual({ words: 6, missing: 2, wrong: 0, invented: 1 });
    expect(figures.neverShown).toEqual(['it', 'was']);
    expect(figures.erasedSettled).toBe(1);
    expect(figures.erasedShown).toBe(2);
  });

  it('pools recordings', () => {
    const one = figuresOf(view(6500, 'it was the best it was'));
    const both = pooledFigures([one, figuresOf()]);
    expect(both.errors).toEqual({ words: 12, missing: 6, wrong: 0, invented: 0 });
    expect(both.toShownMs).toEqual(one.toShownMs);
    expect(both.cpuMs / both.soundMs).toBe(0.5);
  });

  it('misses words of a whole window that no view ever held', () => {
    const window = { name: '', texts: new Map([['made', 'It was the best, it is.']]), errors: figuresOf().errors };
    expect(neverShown({ recording, views: [view(2000, '', 'it was'), view(6500, 'it was best it')] }, window)).toEqual([
      'the',
      'is',
    ]);
  });
});

describe('longestStandstillMs', () => {
  it('is the longest time without a change', () => {
    const recording = recordingOf('a b c d e f');
    expect(longestStandstillMs(recording, [view(1000, 'a'), view(4000, 'a b'), view(5000, 'a b c')])).toBe(3000);
  });

  it('does not count pauses', () => {
    const words = [
      { text: 'a', startMs: 0, endMs: 1000 },
      { text: 'b', startMs: 9000, endMs: 9500 },
    ];
    expect(longestStandstillMs({ words }, [view(900, 'a'), view(9800, 'a b')])).toBe(900);
  });
});
